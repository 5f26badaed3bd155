// The evaluator itself, on what is easily got wrong. The rules are those of the Kusto query language reference.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, globalsFor } from '../language/analyse.js';
import { run, tableOf, toObjects } from '../evaluator/run.js';

const schema = {
  table: 'T',
  columns: [{ name: 'When', type: 'datetime' }, { name: 'Key', type: 'string' }, { name: 'Text', type: 'string' }, { name: 'N', type: 'long' }, { name: 'Bag', type: 'dynamic' }],
};
const other = { table: 'U', columns: [{ name: 'Key', type: 'string' }, { name: 'Note', type: 'string' }, { name: 'M', type: 'long' }] };
const absent = { table: 'Absent', columns: [{ name: 'Key', type: 'string' }] };
const globals = globalsFor([schema, other, absent]);

function execute(query, t = [], u = []) {
  const { tree, diagnostics } = analyse(query, globals);
  assert.deepEqual(diagnostics.map(found => found.message), []);
  return toObjects(run(tree, new Map([['T', tableOf(schema, t)], ['U', tableOf(other, u)]]), '2026-03-10T12:00:00Z'));
}

/** The value of one expression. */
function value(expression) {
  return execute(`T | project V = ${expression}`, [{}])[0].V;
}

function truths(pairs) {
  for (const [expression, wanted] of pairs) {
    test(`${expression} is ${wanted}`, () => assert.deepEqual(value(expression), wanted));
  }
}

describe('missing values', () => {
  truths([
    ['long(null) == 1', false], ['long(null) != 1', true], ['long(null) == long(null)', null], ['long(null) < 1', null], ['long(null) + 1', null],
    ['not(long(null) == long(null))', null], ['(long(null) < 1) or true', true], ['(long(null) < 1) and false', false],
    ['isnull("")', false], ['isempty("")', true], ['isempty(long(null))', true], ['coalesce("", "b")', 'b'], ['coalesce(long(null), 3)', 3],
    ['tostring(long(null))', ''], ['iff(long(null) == long(null), 1, 2)', 2], ['Bag.a', null], ['tostring(Bag.a.b)', ''], ['todatetime("no date")', null], ['tolong("1x")', null],
  ]);
  test('a condition that is null keeps no row', () => assert.equal(execute('T | where N > 1', [{}, { N: 2 }]).length, 1));
  test('a condition that is null keeps no row when it is denied either', () => assert.equal(execute('T | where not(N > 1)', [{}, { N: 1 }]).length, 1));
});

describe('strings', () => {
  truths([
    ['"Error in app" has "error"', true], ['"Errors in app" has "error"', false], ['"Errors in app" contains "error"', true], ['"a_error_b" has "error"', true],
    ['"xmrig-6" has "xmrig"', true], ['"xxmrig" has "xmrig"', false], ['"uses stratum+tcp://a" has "stratum+tcp"', true], ['"Error" has_cs "error"', false],
    ['"a" == "A"', false], ['"a" =~ "A"', true], ['"a" !~ "A"', false], ['"A" in ("a")', false], ['"A" in~ ("a")', true], ['"A" !in~ ("a")', false], ['"A" !in ("a")', true],
    ['"GET /a 401" has_any ("402", "401")', true], ['"x" has_any (dynamic([]))', false], ['"x" in (dynamic(["x", "y"]))', true],
    ['"abc" matches regex @"(?i)B"', true], ['"abc" matches regex "B"', false], ['extract(@"(\\d+)-(\\d+)", 2, "7-8")', '8'], ['extract("x", 0, "y")', ''],
    ['trim(@"\\s+", "  a b ")', 'a b'], ['trim_start("Failed:", "Failed: x")', ' x'], ['split("a|b", "|")', ['a', 'b']], ['substring("abcdef", 1, 2)', 'bc'], ['substring("ab", 0, 9)', 'ab'],
    ['strcat("n", 1, true)', 'n1True'], ['replace_string("a.a", "a", "b")', 'b.b'], ['strlen("abc")', 3], ['"Abc" startswith "aB"', true], ['"Abc" endswith "BC"', true],
  ]);
});

describe('numbers, times and addresses', () => {
  truths([
    ['7 / 2', 3], ['7 / 2.0', 3.5], ['-7 % 3', -1], ['1 / 0', null], ['bin(7, 5)', 5], ['bin(-1, 5)', -5], ['round(2.345, 1)', 2.3], ['max_of(1, 3, 2)', 3],
    ['datetime(2026-03-10T12:00:00Z) - datetime(2026-03-10T10:30:00Z)', '01:30:00'], ['now() - 90m', '2026-03-10T10:30:00.0000000Z'], ['ago(1d)', '2026-03-09T12:00:00.0000000Z'],
    ['now() - ago(1d)', '1.00:00:00'], ['bin(datetime(2026-03-10T12:34:56Z), 1h)', '2026-03-10T12:00:00.0000000Z'], ['1h / 15m', 4], ['2 * 1h', '02:00:00'],
    ['datetime(2026-03-10 10:00:00) between (ago(2h) .. now())', true], ['datetime(2026-03-10 10:00:00) between (datetime(2026-03-10 09:00:00) .. 1h)', true],
    ['datetime(2026-03-10 10:00:01) !between (datetime(2026-03-10 09:00:00) .. 1h)', true], ['datetime_diff("hour", datetime(2026-03-10 10:01:00), datetime(2026-03-10 09:59:00))', 1],
    ['ipv4_is_in_range("10.0.1.4", "10.0.1.0/24")', true], ['ipv4_is_in_range("10.0.2.4", "10.0.1.0/24")', false], ['ipv4_is_in_any_range("x", dynamic(["10.0.0.0/8"]))', null],
    ['ipv4_is_private("172.32.0.1")', false], ['ipv4_is_private("172.31.0.1")', true],
  ]);
});

describe('dynamic', () => {
  truths([
    ['todynamic(\'{"a":{"b":[1,2]}}\').a.b[1]', 2], ['todynamic("no json")', 'no json'], ['array_length(dynamic([]))', 0], ['array_length(dynamic(null))', null],
    ['tostring(dynamic(["a"]))', '["a"]'], ['dynamic({"a": "x"}).a == "x"', true], ['dynamic({"a": 3}).a > 2', true], ['set_difference(dynamic([1, 2]), dynamic([2]))', [1]],
  ]);
});

describe('join', () => {
  const t = [{ Key: 'a', N: 1 }, { Key: 'a', N: 2 }, { Key: 'b', N: 3 }];
  const u = [{ Key: 'a', Note: 'x', M: 1 }, { Key: 'a', Note: 'y', M: 2 }, { Key: 'c', Note: 'z', M: 3 }];
  const size = kind => execute(`T | join ${kind} U on Key`, t, u).length;
  test('without a kind each key of the left counts once', () => assert.equal(size(''), 2));
  test('inner gives each pair', () => assert.equal(size('kind=inner'), 4));
  test('leftouter keeps what has no partner', () => assert.equal(size('kind=leftouter'), 5));
  test('fullouter keeps both', () => assert.equal(size('kind=fullouter'), 6));
  test('leftanti keeps only what has no partner', () => assert.deepEqual(execute('T | join kind=leftanti U on Key | project Key', t, u), [{ Key: 'b' }]));
  test('leftsemi keeps each row of the left once', () => assert.equal(size('kind=leftsemi'), 2));
  test('strings of the missing side are empty, other values null', () => {
    const [row] = execute('T | join kind=leftouter U on Key | where Key == "b" | project Note, M, Key1', t, u);
    assert.deepEqual(row, { Note: '', M: null, Key1: '' });
  });
  test('a null is no key', () => assert.equal(execute('T | join kind=inner (U) on $left.N == $right.M', [{ Key: 'a' }], [{ Key: 'a' }]).length, 0));
});

describe('summarize', () => {
  test('no rows and no keys give one row', () => {
    assert.deepEqual(execute('T | summarize C = count(), S = sum(N), A = avg(N), M = max(When), L = make_set(Key)'), [{ C: 0, S: 0, A: null, M: null, L: [] }]);
  });
  test('no rows with a key give no row', () => assert.deepEqual(execute('T | summarize count_ = count() by Key'), []));
  test('nulls are not counted by dcount, min and make_set', () => {
    assert.deepEqual(execute('T | summarize D = dcount(N), M = min(N), L = make_set(N)', [{}, { N: 2 }, { N: 2 }]), [{ D: 1, M: 2, L: [2] }]);
  });
  test('arg_max gives the whole row', () => {
    const rows = [{ When: '2026-01-01', Key: 'a', Text: 'old' }, { When: '2026-01-02', Key: 'a', Text: 'new' }];
    assert.deepEqual(execute('T | summarize arg_max(When, Text) by Key', rows), [{ Key: 'a', When: '2026-01-02T00:00:00.0000000Z', Text: 'new' }]);
  });
  test('expressions over aggregates', () => assert.deepEqual(execute('T | summarize R = countif(N > 1) * 100 / count()', [{ N: 1 }, { N: 2 }]), [{ R: 50 }]));
});

describe('union, parse, mv-expand, sort and let', () => {
  test('a missing leg of a fuzzy union is left out', () => {
    assert.deepEqual(execute('union isfuzzy=true (T | project Key), (Absent | project Key)', [{ Key: 'a' }]), [{ Key: 'a' }]);
  });
  test('a missing leg of any other union is an error', () => assert.throws(() => execute('union (T | project Key), (Absent | project Key)'), /no table Absent/));
  test('a fuzzy union of nothing but missing tables is an error', () => assert.throws(() => execute('union isfuzzy=true Absent'), /no table Absent/));
  test('a column that one leg lacks is empty there', () => {
    assert.deepEqual(execute('union (T | project Key, N), (U | project Key, Note)', [{ Key: 'a', N: 1 }], [{ Key: 'b', Note: 'n' }]),
      [{ Key: 'a', N: 1, Note: '' }, { Key: 'b', N: null, Note: 'n' }]);
  });
  test('parse leaves all columns empty where one does not fit', () => {
    const query = 'T | parse Text with * "from " Who " port " Port:long " " * | project Who, Port';
    assert.deepEqual(execute(query, [{ Text: 'x from me port 22 now' }, { Text: 'x from me port ssh now' }, { Text: 'nothing' }]),
      [{ Who: 'me', Port: 22 }, { Who: '', Port: null }, { Who: '', Port: null }]);
  });
  test('mv-expand gives a row for each element', () => {
    assert.deepEqual(execute('T | mv-expand P = split(Text, ",") to typeof(string) | project Key, P', [{ Key: 'k', Text: 'a,b' }]), [{ Key: 'k', P: 'a' }, { Key: 'k', P: 'b' }]);
  });
  test('sort goes down unless asc is said, and nulls stand last then', () => {
    assert.deepEqual(execute('T | sort by N | project N', [{ N: 1 }, {}, { N: 2 }]).map(row => row.N), [2, 1, null]);
    assert.deepEqual(execute('T | sort by N asc | project N', [{ N: 1 }, {}, { N: 2 }]).map(row => row.N), [null, 1, 2]);
  });
  test('top takes the first of the order', () => assert.deepEqual(execute('T | top 1 by N | project N', [{ N: 1 }, { N: 2 }]), [{ N: 2 }]));
  test('a function sees its parameters, not the row', () => assert.deepEqual(execute('let f = (x: string, y: long = 2) { let z = toupper(x); strcat(z, y) }; T | project V = f(Key)', [{ Key: 'a' }]), [{ V: 'A2' }]));
  test('column_ifexists knows what is there', () => {
    assert.deepEqual(execute('T | project A = column_ifexists("Key", "no"), B = column_ifexists("Key_s", "no")', [{ Key: 'a' }]), [{ A: 'a', B: 'no' }]);
  });
  test('a table can stand in the list of in', () => assert.equal(execute('T | where Key in ((U | project Key))', [{ Key: 'a' }, { Key: 'b' }], [{ Key: 'a' }]).length, 1));
});

describe('what the evaluator does not know is an error, not a guess', () => {
  for (const query of ['T | serialize', 'T | make-series count() on When step 1h', 'T | project V = hash(Key)', 'T | project V = Key matches regex "(?=a)"', 'T | mv-expand Bag', 'T | project strcat(Key)',
    'T | join kind=inner hint.strategy=shuffle (U) on $left.Key == $right.Key | summarize percentiles(N, 50)']) {
    test(query, () => assert.throws(() => execute(query, [{ Key: 'a' }], [{ Key: 'a' }])));
  }
});
