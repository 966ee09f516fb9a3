import { renderTemplate } from './render-template';

const given = { body: '{}', params: {}, context: {}, stageVariables: {} };
const rendered = (template: string, body: unknown = {}): string =>
  renderTemplate(template, { ...given, body: JSON.stringify(body) }).text;

describe('renderTemplate', () => {
  it.each([
    ["$input.json('$.a')", { a: { b: [1, 'x'] } }, '{"b":[1,"x"]}'],
    ["$input.json('$.missing')", {}, '""'],
    ["$input.path('$.a')", { a: 'x' }, 'x'],
    ["$input.path('$.missing')", {}, ''],
    ["$input.path('$.list').size()", { list: [1, 2] }, '2'],
    ['$input.body', { a: 1 }, '{"a":1}'],
    ["#foreach($each in $input.path('$.list'))$each;#end", { list: [1, 2] }, '1;2;'],
    [`#set($x = $util.escapeJavaScript("it's /"))$x`, {}, "it\\'s \\/"],
    ["$input.path('$.a').replaceAll('[0-9]+', '#')", { a: 'a12b3' }, 'a#b#'],
    ["$util.urlEncode('a b')", {}, 'a%20b'],
  ])('evaluates %s', (template, body, text) => expect(rendered(template, body)).toBe(text));

  it('overrides the status and headers of the answer', () => {
    const template = '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.Kind = "pot")';
    expect(renderTemplate(template, given)).toMatchObject({ statusCode: 418, headers: { kind: 'pot' } });
  });

  it('never evaluates what a value holds', () => {
    expect(rendered("$input.path('$.a')", { a: '$input.body #set($x = 1)$x' })).toBe('$input.body #set($x = 1)$x');
  });

  it.each([
    ['$util.time.nowISO8601()', '$util.time'],
    ['$util.defaultIfNull("a")', '$util.defaultIfNull'],
    ['$input.params().header', '$input.params without a name'],
    ['$context.authorizer.claims', '$context.authorizer'],
    ['#macro(x)a#end', 'the directive #x'],
    ['#parse("x")', 'the directive #parse'],
    ['#stop', 'the directive #stop'],
    ['#define($x)a#end', 'the directive #define'],
    ['$input.body.codePointAt(0)', 'the method codePointAt()'],
    ["$input.path('$.o')", 'an object is not text'],
  ])('refuses %s by name', (template, message) => {
    expect(() => rendered(template, { o: {} })).toThrow(message);
  });
});
