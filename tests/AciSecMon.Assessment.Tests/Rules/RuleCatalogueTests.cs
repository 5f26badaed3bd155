using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.Assessment.Tests.Rules;

public sealed class RuleCatalogueTests
{
    [Fact]
    public void Every_rule_says_why_it_matters_and_what_to_do()
    {
        Assert.NotEmpty(RuleCatalogue.ById);
        Assert.All(RuleCatalogue.ById.Values, static rule =>
        {
            Assert.NotEqual(string.Empty, rule.Title);
            Assert.NotEqual(string.Empty, rule.Rationale);
            Assert.NotEqual(string.Empty, rule.Recommendation);
        });
    }
}
