using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Rules;

namespace AciSecMon.Assessment.Tests.Rules.Engine;

public sealed class EvidenceTextTests
{
    private static readonly Origins Secure = Origins.Of(new(OriginKind.Parameter, "adminPassword", IsSecure: true));
    private static readonly UnresolvedValue Open = new("[parameters('more')]", new UnresolvedCause(CauseKind.ParameterWithoutValue, "more"));

    private readonly EvidenceText evidence = new(new SecretTag());

    [Fact]
    public void A_plain_setting_is_shown_as_it_is() => Assert.Equal("8080", evidence.Of(new NumberValue(8080), EvidenceKind.Plain));

    [Fact]
    public void Nothing_is_shown_where_nothing_may_be() => Assert.Null(evidence.Of(new StringValue("x"), EvidenceKind.None));

    [Fact]
    public void A_secret_is_described() =>
        Assert.StartsWith("password, 8-15 characters, tag ", evidence.Of(new StringValue("Sommer24"), EvidenceKind.Secret, "password"), StringComparison.Ordinal);

    [Fact]
    public void A_plain_value_that_a_secure_input_went_into_is_described() =>
        Assert.StartsWith("secret, under 8 characters", evidence.Of(new StringValue("nginx", origins: Secure), EvidenceKind.Plain), StringComparison.Ordinal);

    [Fact]
    public void A_plain_value_that_looks_like_a_secret_is_described() =>
        Assert.StartsWith("URL with credentials", evidence.Of(new StringValue("https://app:Sommer24@git.contoso.com/x"), EvidenceKind.Plain), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_resolved_is_shown_as_its_expression() => Assert.Equal("[parameters('more')]", evidence.Of(Open, EvidenceKind.Secret, "password"));

    [Fact]
    public void A_redacted_secret_is_described_as_it_was_before() =>
        Assert.Equal("password, 8-15 characters, tag 3f9a0c12", evidence.Of(new RedactedValue("password", "8-15", "3f9a0c12"), EvidenceKind.Secret));

    [Fact]
    public void Lists_and_objects_are_counted_not_shown()
    {
        Assert.Equal("2 items", evidence.Of(new ArrayValue([new StringValue("a"), new StringValue("b")]), EvidenceKind.Plain));
        Assert.Equal("1 known item and more that are not known", evidence.Of(new ArrayValue([new StringValue("a")], Open), EvidenceKind.Plain));
        Assert.Equal("1 property", evidence.Of(new ObjectValue([new("a", new StringValue("b"))]), EvidenceKind.Plain));
        Assert.Equal("not set", evidence.Of(MissingValue.Instance, EvidenceKind.Plain));
    }

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(259, evidence.Of(new StringValue(string.Concat(Enumerable.Repeat("word ", 100))), EvidenceKind.Plain)!.Length);
}
