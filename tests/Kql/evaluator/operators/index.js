// The operators by the kind of their node. Each takes the node, the context and the table before the bar.
import { distinct, extend, project, projectAway, projectRename, projectReorder } from './columns.js';
import { join, lookup } from './join.js';
import { mvExpand } from './mvExpand.js';
import { parse } from './parse.js';
import { count, take, where } from './rows.js';
import { sort, top } from './sort.js';
import { summarize } from './summarize.js';
import { union } from './union.js';

export const operators = {
  FilterOperator: where,
  CountOperator: count,
  TakeOperator: take,
  ExtendOperator: extend,
  ProjectOperator: project,
  ProjectAwayOperator: projectAway,
  ProjectRenameOperator: projectRename,
  ProjectReorderOperator: projectReorder,
  DistinctOperator: distinct,
  SummarizeOperator: summarize,
  JoinOperator: join,
  LookupOperator: lookup,
  UnionOperator: union,
  ParseOperator: parse,
  MvExpandOperator: mvExpand,
  SortOperator: sort,
  TopOperator: top,
};

