// json-rules-engine: a rule is a tree of conditions on facts. Facts are flat here, since the engine's own way into nested
// ones, a JSONPath a condition, is slower.
import { Engine } from 'json-rules-engine';

export const label = 'json-rules-engine, flat facts';

/** Returns a function from facts to the codes of the rules that fire. */
export function open(rules) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const { code, conditions } of rules) {
    engine.addRule({ name: code, conditions: { all: conditions.flatMap(condition) }, event: { type: code } });
  }
  return async (facts) => (await engine.run(facts)).events.map((event) => event.type);
}

/** What the engine is given of a checkout: one fact of each property, such as "card.country". */
export function prepare(facts) {
  const flat = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'object') {
      for (const [property, inner] of Object.entries(value)) flat[`${name}.${property}`] = inner;
    } else {
      flat[name] = value;
    }
  }
  return flat;
}

/** A comparison of numbers with what is absent is false, so that it needs no guard. */
function condition({ kind, operand, limit, values, other, conditions }) {
  switch (kind) {
    case 'atLeast':
      return [{ fact: operand, operator: 'greaterThanInclusive', value: limit }];
    case 'below':
      return [{ fact: operand, operator: 'lessThan', value: limit }];
    case 'oneOf':
      return values.length === 1
        ? [{ fact: operand, operator: 'equal', value: values[0] }]
        : [{ fact: operand, operator: 'in', value: values }];
    case 'differing':
      return [
        { fact: operand, operator: 'notEqual', value: undefined },
        { fact: other, operator: 'notEqual', value: undefined },
        { fact: operand, operator: 'notEqual', value: { fact: other } },
      ];
    case 'absent':
      return [{ fact: operand, operator: 'equal', value: undefined }];
    case 'anyOf':
      return [{ any: conditions.flatMap(condition) }];
    default:
      throw new Error(`no translation of ${kind}`);
  }
}
