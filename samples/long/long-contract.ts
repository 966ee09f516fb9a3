import { type Clause, drawParagraphs } from '../draw-pages';

type Paper = PDFKit.PDFDocument;

const pages = 40;
const clausesAPage = 3;

const places = ['Ashgrove', 'Bell Quay', 'Carrow Mill', 'Dunmore', 'Elm Court', 'Fairholme', 'Gorse Hill', 'Hatherley'];
const works = ['the roofs', 'the lifts', 'the boilers', 'the lighting', 'the drains', 'the fire doors', 'the windows'];
const times = ['every month', 'every quarter', 'twice a year', 'once a year', 'within ten Business Days of a request'];
const duties = [
  'keep a written record of each visit and give the Client a copy of it',
  'tell the Client at once of anything that is dangerous to the users of the building',
  'leave the place clean and take away whatever is no longer needed',
  'use only parts that the maker of the installation has approved',
  'send nobody who has not been trained for the work and told of the rules of the building',
];

/**
 * A framework agreement of forty pages: a title page's opening, then a schedule for each building, clause by clause. Its words turn over
 * in a fixed order, so that the file is the same on every run.
 */
export function drawLongContract(paper: Paper): void {
  paper.font('Times-Bold').fontSize(18).text('FRAMEWORK AGREEMENT', { align: 'center' }).moveDown(1.2);
  drawParagraphs(paper, opening);
  for (let page = 0; page < pages; page += 1) {
    if (page > 0) paper.addPage();
    drawParagraphs(paper, schedule(page));
  }
  paper
    .moveDown(1)
    .text('IN WITNESS WHEREOF the parties have signed this Agreement on the date stated above.')
    .moveDown(1);
  paper
    .text('Signed for the Provider: ______________________')
    .moveDown(0.5)
    .text('Signed for the Client: ______________________');
}

const opening: readonly Clause[] = [
  {
    heading: '',
    paragraphs: [
      'This Framework Agreement (the "Agreement") is made on 2 September 2024 between the Provider and the Client: Pellworth Building Care Ltd of Norwich, and Marlow Housing Association of Ipswich.',
      'The Provider will look after the buildings of the Client that the schedules to this Agreement name, on the terms that stand in them.',
    ],
  },
];

function schedule(page: number): Clause[] {
  return Array.from({ length: page === 0 ? 2 : clausesAPage }, (_, index) => clause(page * clausesAPage + index));
}

function clause(number: number): Clause {
  const place = `${pick(places, number)} ${number + 1}`;
  const work = pick(works, number);
  return {
    heading: `${number + 1}. ${place}: care of ${work}`,
    paragraphs: [
      `The Provider shall inspect ${work} of ${place} ${pick(times, number)} under this Agreement and shall ${pick(duties, number)}. The Provider shall also ${pick(duties, number + 2)}.`,
      `The Client shall give the Provider access to ${place} on Business Days. Where access is refused, the parties shall agree on another day, and the Provider shall not be liable for the delay. Neither party may assign this clause without the consent of the other party.`,
      `Either party may terminate the care of ${work} of ${place} by giving ninety days of notice in writing. On termination the Provider shall ${pick(duties, number + 3)}. This clause is governed by the terms of this Agreement.`,
    ],
  };
}

function pick(words: readonly string[], turn: number): string {
  return words[turn % words.length] as string;
}
