using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Templates;
using static AciSecMon.Assessment.Tests.Rules.Secrets.SecretInputs;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

public sealed class TemplateRuleTests
{
    private static readonly SourceFile File = new(null, "main.json");

    [Theory]
    [InlineData("Sommer24")]
    [InlineData("changeme")]
    public void A_secure_parameter_with_a_default_fails(string text)
    {
        RuleResult result = Assert.Single(Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, new StringValue(text)))));
        Assert.Equal("parameters[pw].defaultValue", result.Place.ToString());
        Assert.DoesNotContain("Sommer24", result.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_that_nobody_can_know_pass()
    {
        var guid = new UnresolvedValue("newGuid()", new UnresolvedCause(CauseKind.RuntimeFunction, "newGuid()"));
        foreach (Value value in (Value[])[MissingValue.Instance, new StringValue(""), guid, Secure, new StringValue("<password>"), ObjectValue.Empty])
        {
            Assert.Equal(["Pass parameters"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, value))).Lines());
        }
    }

    [Fact]
    public void A_default_that_is_computed_from_names_fails_and_one_that_was_not_evaluated_is_unknown()
    {
        var computed = new UnresolvedValue("concat('...', uniqueString(resourceGroup().id))", new UnresolvedCause(CauseKind.RuntimeFunction, "resourceGroup()"));
        Assert.Equal(["Fail parameters[pw].defaultValue"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, computed))).Lines());
        Assert.Equal(["Unknown parameters[pw].defaultValue"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, Unsupported))).Lines());
    }

    [Fact]
    public void A_default_that_is_another_secure_parameter_is_judged_there()
    {
        var own = new Origin(OriginKind.DefaultValue, "pw", IsSecure: true);
        Assert.Equal(["Pass parameters"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, SecureText("Sommer24")))).Lines());
        Assert.Equal(["Fail parameters[pw].defaultValue"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, new StringValue("Sommer24", origins: Origins.Of(own))))).Lines());
    }

    [Fact]
    public void A_text_anywhere_in_the_default_of_a_secure_object_fails()
    {
        var value = new ObjectValue([new("user", new StringValue("")), new("more", new ArrayValue([new StringValue("Sommer24")]))]);
        Assert.Equal(["Fail parameters[pw].defaultValue"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, value))).Lines());
    }

    [Fact]
    public void Only_secure_parameters_are_asked_and_nested_ones_have_their_own_places()
    {
        Assert.Equal(["NotApplicable parameters"], Verdicts.Of("SEC-006", Facts(Parameter("size", isSecure: false, new StringValue("large")))).Lines());
        Assert.Equal(
            ["Fail deployments[app/db].parameters[pw].defaultValue"],
            Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, new StringValue("Sommer24"), path: "app/db"))).Lines());
    }

    [Fact]
    public void A_text_that_is_given_to_a_secure_parameter_fails()
    {
        IReadOnlyList<RuleResult> results = Verdicts.Of("SEC-004", Facts(
            Parameter("pw", isSecure: true, given: new StringValue("Sommer24")),
            Parameter("pw", isSecure: true, given: new StringValue("Sommer24"), path: "app"),
            Parameter("slot", isSecure: true, given: new StringValue("${PW}")),
            Parameter("vault", isSecure: true, given: Secure),
            Parameter("size", isSecure: false, given: new StringValue("large"))));
        Assert.Equal(["Fail parameters[pw].value", "Fail deployments[app].parameters[pw].value"], results.Lines());
        Assert.Contains("in the parameter file", results[0].Message, StringComparison.Ordinal);
        Assert.All(results, static r => Assert.DoesNotContain("Sommer24", r.Shown(), StringComparison.Ordinal));
        Assert.Equal(["Pass parameters"], Verdicts.Of("SEC-004", Facts(Parameter("vault", isSecure: true, given: Secure))).Lines());
        Assert.Equal(["NotApplicable parameters"], Verdicts.Of("SEC-004", Facts(Parameter("pw", isSecure: true))).Lines());
    }

    [Fact]
    public void A_nested_secure_parameter_that_is_given_a_plain_one_fails()
    {
        Assert.Equal(["Fail deployments[app].parameters[pw].value"], Verdicts.Of("SEC-005", Facts(Parameter("pw", isSecure: true, given: Plain, path: "app"))).Lines());
        Assert.Equal(["Pass deployments"], Verdicts.Of("SEC-005", Facts(Parameter("pw", isSecure: true, given: Secure, path: "app"))).Lines());
        Assert.Equal(["NotApplicable deployments"], Verdicts.Of("SEC-005", Facts(Parameter("pw", isSecure: true, given: Plain))).Lines());
    }

    [Fact]
    public void A_secret_in_an_output_that_is_not_secure_fails()
    {
        IReadOnlyList<RuleResult> results = Verdicts.Of("SEC-011", Facts(
            Output("key", Keys), Output("nested", new ObjectValue([new("a", new ArrayValue([SecureText("Sommer24")]))]), path: "app"),
            Output("look", new StringValue("Server=db;Password=Sommer24")), Output("safe", Secure, isSecure: true), Output("host", Reference), Output("id", new StringValue("x"))));
        Assert.Equal(["Fail outputs[key].value", "Fail deployments[app].outputs[nested].value", "Fail outputs[look].value"], results.Lines());
        Assert.All(results, static r => Assert.DoesNotContain("Sommer24", r.Shown(), StringComparison.Ordinal));
    }

    [Fact]
    public void Outputs_without_secrets_pass_and_what_was_not_evaluated_is_unknown()
    {
        Assert.Equal(["Pass outputs"], Verdicts.Of("SEC-011", Facts(Output("host", Reference), Output("size", Plain))).Lines());
        Assert.Equal(["Unknown outputs[x].value"], Verdicts.Of("SEC-011", Facts(Output("x", Unsupported))).Lines());
        Assert.Equal(["NotApplicable outputs"], Verdicts.Of("SEC-011", Facts()).Lines());
    }

    [Fact]
    public void What_depends_on_a_condition_is_looked_at_on_both_sides()
    {
        var condition = new ConditionSymbol("parameters('isTest')", [new UnresolvedCause(CauseKind.ParameterWithoutValue, "isTest")]);
        Value secret = new ChoiceValue(condition, Secure, new StringValue("none"));
        Value harmless = new ChoiceValue(condition, Plain, new ArrayValue([new StringValue("none")]));
        Value both = new ChoiceValue(condition, new StringValue("Sommer24"), new StringValue(""));

        Assert.Equal(["Unknown outputs[x].value"], Verdicts.Of("SEC-011", Facts(Output("x", secret))).Lines());
        Assert.Equal(["Pass outputs"], Verdicts.Of("SEC-011", Facts(Output("x", harmless))).Lines());
        Assert.Equal(["Fail parameters[pw].defaultValue"], Verdicts.Of("SEC-006", Facts(Parameter("pw", isSecure: true, both))).Lines());
    }

    private static TemplateFacts Facts(params object[] parts) =>
        new(File, null, [.. parts.OfType<TemplateParameter>()], [.. parts.OfType<TemplateOutput>()]);

    private static TemplateParameter Parameter(string name, bool isSecure, Value? defaultValue = null, Value? given = null, string path = "") => new()
    {
        Name = name,
        Type = isSecure ? "securestring" : "string",
        IsSecure = isSecure,
        DefaultValue = defaultValue ?? MissingValue.Instance,
        EvaluatedDefault = defaultValue ?? MissingValue.Instance,
        GivenValue = given ?? MissingValue.Instance,
        DeploymentPath = path,
    };

    private static TemplateOutput Output(string name, Value value, bool isSecure = false, string path = "") =>
        new() { Name = name, Type = isSecure ? "securestring" : "string", IsSecure = isSecure, Value = value, DeploymentPath = path };
}
