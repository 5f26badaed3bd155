using System.Text.RegularExpressions;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>
/// Each function that rules share with templates, in a rule: on what is there, and on what is not, which is an empty text or no members. Null as the expectation stands for a value that
/// is not known, as where the service would fail. The tables of <c>Templates/Functions</c> say more of each function.
/// </summary>
public sealed class TemplateFunctionTableTests
{
    private const string Resource = "{ 'type': 'T/x', 'name': 'Shop', 'n': 7, 'flag': true, 'text': ' a b ', 'nothing': null, 'open': '~', 'list': [ 'b', 'a', 'b' ], 'empty': [], 'obj': { 'K': 'v', 'l': 1 }, 'when': '2026-01-01' }";

    private static readonly (string Expression, string? Expected)[] Table =
    [
        ("add(field(`n`), 1)", "8"), ("add(field(`none`), 1)", null),
        ("and(true(), equals(1, 1))", "true"), ("and(false(), bool(field(`open`)))", "false"), ("and(true(), bool(field(`open`)))", null),
        ("array(field(`name`))[0]", "'shop'"), ("length(array(field(`none`)))", "1"),
        ("base64(`a`)", "'YQ=='"), ("base64(field(`none`))", "''"),
        ("base64ToJson(base64(`{}`))", "{}"), ("base64ToJson(field(`none`))", null),
        ("base64ToString(`YQ==`)", "'a'"), ("base64ToString(field(`none`))", "''"),
        ("bool(`TRUE`)", "true"), ("bool(field(`flag`))", "true"), ("bool(field(`none`))", null),
        ("buildUri(createObject(`scheme`, `https`, `host`, `h`))", "'https://h'"), ("buildUri(field(`none`))", null),
        ("cidrHost(`10.0.0.0/24`, 0)", "'10.0.0.1'"), ("cidrHost(field(`none`), 0)", null),
        ("cidrSubnet(`10.0.0.0/16`, 24, 0)", "'10.0.0.0/24'"), ("cidrSubnet(field(`none`), 24, 0)", null),
        ("coalesce(null(), field(`name`))", "'shop'"), ("coalesce(field(`none`), `x`)", "''"), ("coalesce(null(), null())", "null"),
        ("concat(field(`name`), `-`, `x`)", "'shop-x'"), ("concat(field(`none`), `x`)", "'x'"), ("length(concat(field(`list`), field(`empty`)))", "3"), ("concat(field(`open`), `x`)", null),
        ("contains(field(`name`), `Sh`)", "true"), ("contains(field(`name`), `sh`)", "false"), ("contains(field(`none`), `a`)", "false"), ("contains(field(`list`), `a`)", "true"), ("contains(field(`obj`), `k`)", "true"),
        ("createArray()", "[]"), ("createArray(field(`none`), 1)", "['', 1]"),
        ("createObject(`a`, field(`none`))", "{ 'a': '' }"), ("createObject()", "{}"),
        ("dataUri(`a`)", "'data:text/plain;charset=utf8;base64,YQ=='"), ("dataUri(null())", null),
        ("dataUriToString(`data:;base64,YQ==`)", "'a'"), ("dataUriToString(field(`none`))", null),
        ("deployer().objectId", null),
        ("distinct(field(`list`))", "['b', 'a']"), ("distinct(field(`empty`))", "[]"),
        ("div(field(`n`), 2)", "3"), ("div(field(`n`), 0)", null),
        ("empty(field(`none`))", "true"), ("empty(null())", "true"), ("empty(field(`empty`))", "true"), ("empty(field(`name`))", "false"), ("empty(field(`open`))", null),
        ("endsWith(field(`name`), `OP`)", "true"), ("endsWith(field(`none`), `a`)", "false"),
        ("equals(field(`none`), ``)", "true"), ("equals(`a`, `A`)", "false"), ("equals(field(`open`), `a`)", null),
        ("externalInput(`a`)", null),
        ("fail(`a`)", null),
        ("false()", "'FALSE'"),
        ("first(field(`list`))", "'b'"), ("first(field(`none`))", "''"), ("first(field(`empty`))", "null"),
        ("flatten(createArray(createArray(1), createArray()))", "[1]"), ("flatten(field(`none`))", null),
        ("float(`1.5`)", "1.5"), ("float(field(`none`))", null),
        ("format(`{0}/{1:D3}`, field(`name`), 7)", "'shop/007'"), ("format(`{0}`, field(`none`))", "''"),
        ("greater(field(`n`), 3)", "true"), ("greater(`b`, `A`)", "true"), ("greater(field(`none`), 3)", null),
        ("greaterOrEquals(field(`n`), 7)", "true"), ("greaterOrEquals(field(`none`), ``)", "true"),
        ("length(guid(field(`name`)))", "36"), ("equals(guid(`a`), guid(`A`))", "false"),
        ("if(greaterOrEquals(length(field(`name`)), 3), substring(field(`name`), 0, 3), ``)", "'sho'"), ("if(empty(field(`none`)), `x`, substring(field(`none`), 0, 3))", "'x'"), ("if(bool(field(`open`)), `a`, `a`)", "'a'"),
        ("indexFromEnd(field(`list`), 1)", "'b'"), ("indexFromEnd(field(`empty`), 1)", null),
        ("indexOf(field(`name`), `HOP`)", "1"), ("indexOf(field(`none`), `a`)", "-1"),
        ("int(`12`)", "12"), ("int(field(`none`))", null),
        ("intersection(field(`list`), createArray(`a`))", "['a']"), ("intersection(field(`empty`), createArray(`a`))", "[]"),
        ("items(field(`obj`))[0].key", "'K'"), ("items(field(`none`))", null),
        ("join(field(`list`), `,`)", "'b,a,b'"), ("join(field(`empty`), `,`)", "''"),
        ("json(`[1]`)", "[1]"), ("json(`null`)", "null"), ("json(field(`none`))", null),
        ("last(field(`list`))", "'b'"), ("last(split(field(`none`), `/`))", "''"), ("last(field(`empty`))", "null"),
        ("lastIndexOf(`abAB`, `ab`)", "2"), ("lastIndexOf(field(`none`), `a`)", "-1"),
        ("length(field(`list`))", "3"), ("length(field(`none`))", "0"), ("length(field(`obj`))", "2"), ("length(null())", null),
        ("less(field(`n`), 8)", "true"), ("less(field(`when`), `2026-02-01`)", "true"), ("less(field(`none`), 8)", null),
        ("lessOrEquals(field(`n`), 7)", "true"), ("lessOrEquals(field(`none`), ``)", "true"),
        ("like(field(`name`), `s*`)", "true"), ("like(field(`none`), `s*`)", "false"),
        ("managementGroupResourceId(`Microsoft.Authorization/policyDefinitions`, `p`)", null),
        ("max(field(`n`), 9)", "9"), ("max(field(`none`), 1)", null),
        ("min(createArray(3, 1))", "1"), ("min(field(`empty`))", null),
        ("mod(field(`n`), 4)", "3"), ("mod(field(`n`), 0)", null),
        ("mul(field(`n`), 2)", "14"), ("mul(field(`none`), 2)", null),
        ("not(field(`flag`))", "false"), ("not(bool(field(`open`)))", null),
        ("null()", "null"), ("null()", "''"),
        ("objectKeys(field(`obj`))", "['K', 'l']"), ("objectKeys(field(`none`))", null),
        ("or(false(), field(`flag`))", "true"), ("or(true(), bool(field(`open`)))", "true"), ("or(false(), bool(field(`open`)))", null),
        ("padLeft(field(`n`), 3, `0`)", "'007'"), ("padLeft(field(`none`), 2, `x`)", "'xx'"),
        ("parameters(`TEXT`)", "'value'"), ("concat(parameters(`text`), field(`none`))", "'value'"),
        ("parseCidr(`10.0.0.0/24`).netmask", "'255.255.255.0'"), ("parseCidr(field(`none`))", null),
        ("parseUri(`https://h/p`).host", "'h'"), ("parseUri(field(`none`))", null),
        ("range(1, 3)", "[1, 2, 3]"), ("range(1, 0)", "[]"),
        ("references(`a`)", null),
        ("replace(field(`name`), `Sh`, `x`)", "'xop'"), ("replace(field(`name`), `sh`, `x`)", "'shop'"), ("replace(field(`none`), `a`, `b`)", "''"),
        ("roleDefinitions(`Reader`)", null),
        ("shallowMerge(createArray(createObject(`a`, 1), createObject(`b`, 2)))", "{ 'a': 1, 'b': 2 }"), ("shallowMerge(field(`empty`))", "{}"),
        ("skip(field(`list`), 2)", "['b']"), ("skip(field(`none`), 2)", "''"),
        ("split(`a/b`, `/`)", "['a', 'b']"), ("split(field(`none`), `/`)", "['']"),
        ("startsWith(field(`name`), `sH`)", "true"), ("startsWith(field(`none`), `a`)", "false"),
        ("string(field(`n`))", "'7'"), ("string(field(`none`))", "''"),
        ("sub(field(`n`), 8)", "-1"), ("sub(field(`none`), 8)", null),
        ("substring(field(`name`), 1, 2)", "'ho'"), ("substring(field(`none`), 0, 3)", null),
        ("take(field(`list`), 1)", "['b']"), ("take(field(`none`), 3)", "''"),
        ("toLower(field(`name`))", "'shop'"), ("toLower(field(`none`))", "''"), ("toLower(null())", null),
        ("toLogicalZone(`s`, `l`, `z`)", null), ("toLogicalZones(`s`, `l`, createArray())", null), ("toPhysicalZone(`s`, `l`, `1`)", null), ("toPhysicalZones(`s`, `l`, createArray())", null),
        ("toUpper(field(`name`))", "'SHOP'"), ("toUpper(field(`none`))", "''"),
        ("trim(field(`text`))", "'a b'"), ("trim(field(`none`))", "''"),
        ("true()", "'True'"),
        ("tryGet(field(`obj`), `k`)", "'v'"), ("tryGet(field(`obj`), `none`)", "null"), ("tryGet(field(`list`), 9)", "null"), ("tryGet(field(`obj`), `none`, `deeper`)", "null"), ("tryGet(field(`open`), `a`)", null),
        ("tryIndexFromEnd(field(`list`), 3)", "'b'"), ("tryIndexFromEnd(field(`list`), 4)", "null"),
        ("union(field(`list`), createArray(`c`))", "['b', 'a', 'c']"), ("union(field(`empty`), field(`empty`))", "[]"),
        ("length(uniqueString(field(`none`)))", "13"), ("equals(uniqueString(`a`), uniqueString(`A`))", "false"),
        ("uri(`https://h/`, `p`)", "'https://h/p'"), ("uri(field(`none`), `p`)", null),
        ("uriComponent(`a b`)", "'a%20b'"), ("uriComponent(field(`none`))", "''"),
        ("uriComponentToString(`a%20b`)", "'a b'"), ("uriComponentToString(field(`none`))", "''"),
    ];

    /// <summary>The functions that are tried.</summary>
    internal static IEnumerable<string> Tried => Table.SelectMany(static row => Regex.Matches(row.Expression, "(\\w+)\\(")).Select(static match => match.Groups[1].Value);

    public static TheoryData<string, string?> Rows => [.. Table.Select(static row => new TheoryDataRow<string, string?>(row.Expression, row.Expected))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_function_gives_in_a_rule(string expression, string? expected) => FunctionTableTests.AssertGives(expression, expected, Resource);
}
