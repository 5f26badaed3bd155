// The syntax tree as plain objects, so that nothing beyond this folder knows the language service.
import { Language, nameOf } from './service.js';

/**
 * @typedef {object} Node
 * @property {string} kind What the node is: JoinOperator, NameReference, ...
 * @property {string} text Its text, without what stands around it.
 * @property {number} start Where it begins in the query.
 * @property {string} type The scalar type that the binder gave it, or '' where it is not a scalar.
 * @property {Record<string, Node>} parts Its children by the name that the grammar gives them.
 * @property {Node[]} items The elements where the node is a list.
 */

const kindNames = new Map();

function kindOf(node) {
  if (!kindNames.has(node.Kind)) {
    kindNames.set(node.Kind, nameOf(Language.Syntax.SyntaxKind, node.Kind));
  }

  return kindNames.get(node.Kind);
}

function typeOf(node) {
  const type = node.ResultType;
  return type && type.IsScalar ? type.Name : '';
}

/** @returns {Node} */
export function toTree(node) {
  const tree = {
    kind: kindOf(node),
    text: node.IsToken ? node.Text : node.toString(Language.Syntax.IncludeTrivia.Interior).trim(),
    start: node.TextStart,
    type: typeOf(node),
    parts: {},
    items: [],
  };

  for (let index = 0; index < node.ChildCount; index++) {
    const child = node.GetChild(index);
    if (!child || (child.IsMissing && child.Width === 0 && child.IsToken)) {
      continue;
    }

    if (tree.kind === 'List') {
      const element = kindOf(child) === 'SeparatedElement' ? child.GetChild(0) : child;
      tree.items.push(toTree(element));
    } else {
      tree.parts[child.NameInParent] = toTree(child);
    }
  }

  return tree;
}

