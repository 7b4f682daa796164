// GoRules' zen-engine: a ruleset is a decision table that collects the code of each row whose condition holds.
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';

export const label = 'zen-engine, one decision table';

/** Returns a function from facts to the codes of the rules that fire. The decision is compiled here. */
export function open(rules) {
  const decision = new ZenEngine().createDecision(new ZenDecisionContent(decisionModel(rules)));
  return async (facts) => (await decision.evaluate(facts)).result.map((row) => row.code);
}

/** What the engine is given of a checkout: the document as it is. */
export const prepare = (facts) => facts;

function decisionModel(rules) {
  const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, type: 'edge', sourceId, targetId });
  return {
    nodes: [
      { id: 'checkout', name: 'checkout', type: 'inputNode', content: {} },
      {
        id: 'rules',
        name: 'rules',
        type: 'decisionTableNode',
        content: {
          hitPolicy: 'collect',
          // A column without a field takes whole expressions.
          inputs: [{ id: 'when', name: 'when' }],
          outputs: [{ id: 'code', name: 'code', field: 'code' }],
          rules: rules.map((rule) => ({ _id: rule.code, when: all(rule.conditions), code: quoted(rule.code) })),
        },
      },
      { id: 'codes', name: 'codes', type: 'outputNode', content: {} },
    ],
    edges: [edge('checkout', 'rules'), edge('rules', 'codes')],
  };
}

const all = (conditions) => conditions.map(expression).join(' and ');
const quoted = (text) => `"${text}"`;

function expression({ kind, operand, limit, values, other, conditions }) {
  switch (kind) {
    case 'atLeast':
      return compared(operand, '>=', limit);
    case 'below':
      return compared(operand, '<', limit);
    case 'oneOf':
      return values.length === 1 ? `${operand} == ${quoted(values[0])}` : `${operand} in [${values.map(quoted).join(', ')}]`;
    case 'differing':
      return `${operand} != null and ${other} != null and ${operand} != ${other}`;
    case 'absent':
      return `${operand} == null`;
    case 'anyOf':
      return `(${conditions.map((any) => `(${expression(any)})`).join(' or ')})`;
    default:
      throw new Error(`no translation of ${kind}`);
  }
}

/** A comparison with what is absent is an error, and of what is named here only the age may be. */
function compared(operand, operator, limit) {
  const comparison = `${operand} ${operator} ${limit}`;
  return operand === 'accountAgeDays' ? `${operand} != null and ${comparison}` : comparison;
}
