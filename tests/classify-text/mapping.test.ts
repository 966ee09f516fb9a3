import fc from 'fast-check';
import { renderTemplate } from '../../packages/local-aws/src/services/rest-api/mapping/render-template';
import { problemsByError } from '../../stacks/pipelines/classify-text/problems';
import {
  executionEndedTemplate,
  executionRefusedTemplate,
  serviceFailedTemplate,
  startSyncExecutionTemplate,
} from '../../stacks/pipelines/classify-text/templates';

const arn = 'arn:aws:states:us-east-1:123456789012:stateMachine:dev-classify-text';
const extendedRequestId = 'Ab+/9-_x=';
const variables = { params: {}, context: { extendedRequestId }, stageVariables: {} };

/** Returns the parsed input of StartSyncExecution. */
function startedWith(body: string): { stateMachineArn: string; name: string; input: unknown } {
  const { text } = renderTemplate(startSyncExecutionTemplate(arn), { ...variables, body });
  const { input, ...others } = JSON.parse(text) as { stateMachineArn: string; name: string; input: string };
  return { ...others, input: JSON.parse(input) };
}

/** Returns the response that a caller gets. */
function answered(template: string, integrationAnswer: object): { statusCode?: number; body: unknown } {
  const { text, statusCode } = renderTemplate(template, { ...variables, body: JSON.stringify(integrationAnswer) });
  return { ...(statusCode === undefined ? {} : { statusCode }), body: JSON.parse(text) };
}

describe('the request to Step Functions', () => {
  it('names the machine, and the execution after the request', () => {
    expect(startedWith('{"text":"Invoice 7"}')).toEqual({
      stateMachineArn: arn,
      name: 'Ab--9-_x-',
      input: { text: 'Invoice 7' },
    });
  });

  it.each([
    ['quotes', 'he said "no" and "so"'],
    ['apostrophes', "it's '' o'clock"],
    ['backslashes', 'C:\\new\\"x" \\\\ \\\' \\u0041 \\'],
    ['line ends and tabs', 'a\r\nb\tc\b\f\u0000\u001f'],
    ['other scripts', 'Größe 東京 🙂 \u2028\u2029 \ud800'],
    ['variables of a template', '$input.body ${context.identity.apiKey} $!x $util.parseJson("1")'],
    ['directives of a template', '#set($status = 500)\n#if(true)yes#end ## #* *# #[[x]]# #parse("x")'],
    ['markup', '</script><!-- --> <a href="/x">&amp;</a>'],
    ['JSON', '","stateMachineArn":"arn:other","input":"{}'],
    ['Terraform', '${aws_x.y.z} %{if true}'],
  ])('carries %s as they are', (_what, text) => {
    expect(startedWith(JSON.stringify({ text }))).toMatchObject({ stateMachineArn: arn, input: { text } });
  });

  it('carries every text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(startedWith(JSON.stringify({ text })).input).toEqual({ text });
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\\', "'", '"', '$', '#', '{', '\n', 'n', 'u'), { maxLength: 30 }),
        (signs) => {
          const text = signs.join('');
          expect(startedWith(JSON.stringify({ text })).input).toEqual({ text });
        },
      ),
    );
  });

  it('passes on nothing but the text', () => {
    expect(startedWith('{"text":"a","more":{"x":1},"text2":"b"}').input).toEqual({ text: 'a' });
  });
});

describe('the answer to the caller', () => {
  const failed = (error: string) => ({ status: 'FAILED', error, cause: 'arn:aws:bedrock:secret "quoted"' });

  it('is the output of an execution that succeeded, with 200', () => {
    const output = { documentType: 'letter', confidence: 1, fields: { title: 'it\'s $5 #set($x=1) "q" \\ 東' } };
    const answer = answered(executionEndedTemplate(), { status: 'SUCCEEDED', output: JSON.stringify(output) });
    expect(answer).toEqual({ body: output });
  });

  it.each(
    Object.entries({
      TextMissing: 400,
      TextTooLong: 413,
      TextBlocked: 422,
      ModelThrottled: 503,
      ModelUnavailable: 503,
      UnusableAnswer: 502,
      ClassificationFailed: 500,
    }),
  )('is for %s %i with a problem, without the cause', (error, statusCode) => {
    expect(answered(executionEndedTemplate(), failed(error))).toEqual({
      statusCode,
      body: { error, message: problemsByError[error]?.message, requestId: extendedRequestId },
    });
  });

  it.each(['States.Runtime', 'States.DataLimitExceeded', 'something else', ''])('is 500 for the error %p', (error) => {
    const answer = answered(executionEndedTemplate(), failed(error));
    expect(answer).toMatchObject({ statusCode: 500, body: { error: 'ClassificationFailed' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each([
    [{ status: 'TIMED_OUT', error: 'States.Timeout' }, 504, 'TimedOut'],
    [{ status: 'TIMED_OUT' }, 504, 'TimedOut'],
    [{ status: 'ABORTED' }, 500, 'ClassificationFailed'],
    [{}, 500, 'ClassificationFailed'],
  ])('is for an execution that ended %j %i %s', (ended, statusCode, error) => {
    expect(answered(executionEndedTemplate(), ended)).toMatchObject({ statusCode, body: { error } });
  });

  it.each([
    ['ThrottlingException', 503, 'Busy'],
    ['com.amazonaws.swf.service.v2.model#ThrottlingException', 503, 'Busy'],
    ['AccessDeniedException', 500, 'ClassificationFailed'],
    ['StateMachineDoesNotExist', 500, 'ClassificationFailed'],
    [undefined, 500, 'ClassificationFailed'],
  ])('is, where Step Functions refuses with %s, %i %s', (type, statusCode, error) => {
    const refused = { __type: type, message: 'User: arn:aws:sts::123456789012:assumed-role/x is not authorized' };
    const answer = answered(executionRefusedTemplate(), refused);
    expect(answer).toMatchObject({ statusCode, body: { error } });
    expect(JSON.stringify(answer)).not.toContain('arn:');
  });

  it('is a problem where Step Functions does not work; the status is that of the response', () => {
    expect(answered(serviceFailedTemplate(), { __type: 'InternalFailure' })).toMatchObject({ body: { error: 'Busy' } });
  });

  it('holds nothing that a template or JSON would take for its own', () => {
    for (const { message, error } of Object.values(problemsByError)) expect(message + error).toMatch(/^[^'"\\$#]*$/);
  });
});
