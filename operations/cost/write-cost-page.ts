import { costsOf } from '@document-pipelines/asl/cost-of-paths';
import { writeOutputFile } from '@document-pipelines/asl/named-files';
import { costPage } from './cost-page';

/** Writes docs/cost.md, from the root of the project. */
async function writeCostPage(): Promise<void> {
  writeOutputFile('docs/cost.md', costPage(await costsOf(['definitions'])));
}

void writeCostPage();
