using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>The cases of another evaluator, published by Microsoft: where ours differs, the reason stands here.</summary>
public sealed class PolicyCaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Cases that are left out, with the reason.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["casing/equals_unicode_sharp_s"] = Folding,
        ["casing/equals_unicode_sharp_s_reverse"] = Folding,
        ["casing/contains_string_unicode_sharp_s"] = Folding,
        ["casing/notEquals_unicode_sharp_s_equal"] = Folding,
        ["casing/in_unicode_sharp_s_in_array"] = Folding,
        ["casing/notIn_unicode_value_present"] = Folding,
        ["casing/greater_unicode_sharp_s_equal_after_fold"] = Folding,
        ["casing/lessOrEquals_unicode_sharp_s"] = Folding,
        ["casing/like_unicode_folded_match"] = Folding,
        ["count/current_zero_arg_nested_innermost"] = "The documentation allows current without a name only in a count that stands in no other.",
        ["e2e_tags_inherit_modify/pass_tag_matches"] = "Its resource has the tags below properties; resources have them beside.",
        ["expressions/expr_unary_minus_float"] = "add takes whole numbers (ARM template functions, add).",
        ["implicit_allof/allof_missing_array_is_false"] = MissingArray,
        ["implicit_allof/allof_doubly_nested_inner_missing"] = MissingArray,
        ["implicit_allof/allof_contains"] = "tags[*] is a tag by that name; tags are no list.",
        ["logical_combinators/allOf_empty_array"] = "The schema of definitions wants one condition at least.",
        ["operators/like_question_mark"] = "The documentation knows no sign but * in like.",
        ["template_functions/fn_int_from_float_string"] = "int takes texts of whole numbers (ARM template functions, int).",
        ["template_functions/fn_string_from_bool"] = "The language has no literal true without brackets behind it.",
        ["template_functions/fn_bool_from_1_string"] = "bool takes true and false in texts (ARM template functions, bool).",
    };

    private const string Folding = "The documentation names the comparison of the invariant culture, in which .NET holds sharp s and ss apart.";
    private const string MissingArray = "The documentation reads a missing array as an empty collection, for which every condition holds.";

    public static TheoryData<string> Files =>
    [
        "aliases", "casing", "count", "e2e_container_diagnostics_append", "e2e_cosmos_locations_deny", "e2e_nsg_ssh_access", "e2e_pg_audit_aine", "e2e_tags_inherit_modify", "e2e_vm_skus_allowed", "exists",
        "expressions", "fields", "implicit_allof", "logical_combinators", "operators", "template_functions", "type_coercion", "value_conditions",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Agrees_with_the_cases_of_a_file(string file)
    {
        Value root = YamlDocumentReader.ReadAll(new SourceFile(null, file), File.ReadAllText(Corpus.PathOf($"policy-cases/{file}.yaml")))[0].Root;
        AliasResolver aliases = root["aliases"].AsText() is { } table ? AliasResolver.Of(AliasesOf(Corpus.PathOf($"policy-cases/aliases/{table}"))) : AliasResolver.Flat;
        List<string> wrong = [];
        HashSet<string> seen = [];
        foreach (Value one in root["cases"].Items)
        {
            string note = one["note"].AsText()!;
            seen.Add($"{file}/{note}");
            string expected = one["want_effect"].AsText()?.ToLowerInvariant() ?? "undefined";
            string actual = Run(root, one, aliases);
            bool isLeftOut = LeftOut.ContainsKey($"{file}/{note}");
            if (actual != expected && !isLeftOut) wrong.Add($"{note}: wanted {expected}, got {actual}");
            if (actual == expected && isLeftOut) wrong.Add($"{note}: is left out without a reason");
        }

        wrong.AddRange(LeftOut.Keys.Where(key => key.StartsWith(file + "/", StringComparison.Ordinal) && !seen.Contains(key)).Select(static key => $"{key} is no case"));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {seen.Count}\n{string.Join('\n', wrong)}");
    }

    private static string Run(Value root, Value one, AliasResolver aliases)
    {
        ObjectValue written = Json(one["policy_definition"].AsText() ?? one["policy_rule"].AsText() ?? root["policy_definition"].AsText() ?? root["policy_rule"].AsText()!);
        PolicyDefinition definition = PolicyReader.Read(written, "case").Definitions[0];
        Dictionary<string, Value> values = new(StringComparer.OrdinalIgnoreCase);
        if (one["parameters"] is ObjectValue given)
        {
            foreach (Property parameter in given.Properties) values[parameter.Name] = parameter.Value;
        }

        // Rules alone have parameters without declarations.
        if (definition.Parameters.Properties.Count == 0 && values.Count > 0)
        {
            definition = new PolicyDefinition
            {
                Name = definition.Name, DisplayName = definition.DisplayName, Mode = "All", Rule = definition.Rule, Raw = definition.Raw,
                Parameters = new ObjectValue([.. values.Select(static value => new Property(value.Key, ObjectValue.Empty))]),
            };
        }

        BoundPolicy policy = BoundPolicy.Bind(definition, values);
        if (policy.Faults.Count > 0) return $"fault: {policy.Faults[0].Path} {policy.Faults[0].Message}";
        var subject = new PolicySubject
        {
            Resource = one["resource"] as ObjectValue ?? ObjectValue.Empty,
            Aliases = aliases,
            Now = Now,
            Request = one["context"]["requestContext"] as ObjectValue ?? Json("""{ "apiVersion": "2020-01-01" }"""),
            ResourceGroup = one["context"]["resourceGroup"] as ObjectValue ?? Json("""{ "name": "myResourceGroup", "location": "eastus" }"""),
            Subscription = one["context"]["subscription"] as ObjectValue ?? Json("""{ "subscriptionId": "00000000-0000-0000-0000-000000000000" }"""),
            Related = query => new RelatedResources([.. one["host_await"].Items.Select(static item => item["response"]).OfType<ObjectValue>()], IsWhole: true),
        };
        var run = new PolicyRun(subject, policy.Scope, one["context"]["policy"] as ObjectValue ?? policy.Policy);
        Truth truth = policy.If!.Judge(run);
        if (truth != Truth.True) return truth == Truth.False ? "undefined" : "unknown";
        string effect = PolicyEvaluator.EffectOf(policy, run)?.ToLowerInvariant() ?? "unknown effect";
        if (!effect.EndsWith("ifnotexists", StringComparison.Ordinal)) return effect;
        return ExistenceCheck.Judge(policy, run, PolicyEvaluator.EffectOf(policy, run)!).State == AciPolicyState.NonCompliant ? effect : "undefined";
    }

    private static ObjectValue Json(string text) => (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "policy"), text).Root;

    private static Dictionary<string, string> AliasesOf(string path)
    {
        Dictionary<string, string> table = new(StringComparer.OrdinalIgnoreCase);
        foreach (Value alias in JsonDocumentReader.Read(new SourceFile(null, path), File.ReadAllText(path)).Root.Items.SelectMany(static provider => provider["resourceTypes"].Items).SelectMany(static type => type["aliases"].Items))
            table[alias["name"].AsText()!] = alias["defaultPath"].AsText()!;
        return table;
    }
}
