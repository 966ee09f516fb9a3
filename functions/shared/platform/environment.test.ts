import { requiredVariable, requiredWholeNumber } from './environment';

describe('the environment of a function', () => {
  it('gives what is set', () => {
    expect(requiredVariable({ NAME: 'value' }, 'NAME')).toBe('value');
    expect(requiredWholeNumber({ SIZE: '102400' }, 'SIZE')).toBe(102_400);
  });

  it.each([[{}], [{ NAME: '' }]])('says which variable %j lacks', (environment) => {
    expect(() => requiredVariable(environment, 'NAME')).toThrow(
      'environment variable NAME is not set: the stack that makes this function must give it',
    );
  });

  it.each(['ten', '1.5', '0', '-1', '1e99'])('does not take %s for a whole number above zero', (text) => {
    expect(() => requiredWholeNumber({ SIZE: text }, 'SIZE')).toThrow(
      `environment variable SIZE must be a whole number above zero, it is: ${text}`,
    );
  });
});
