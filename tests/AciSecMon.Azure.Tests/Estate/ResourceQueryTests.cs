using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Estate;
using CsCheck;

namespace AciSecMon.Azure.Tests.Estate;

/// <summary>Filters become part of the query, and never more than a quoted text of it.</summary>
public sealed class ResourceQueryTests
{
    private const string Head = "resources | where type in~ ('microsoft.containerinstance/containergroups', 'microsoft.containerinstance/containergroupprofiles', 'microsoft.containerinstance/ngroups')";
    private const string Tail = " | project id, name, type, location, resourceGroup, subscriptionId, tags, zones, identity, properties | order by id asc";

    [Fact]
    public void Without_filters_all_groups_are_asked_for() => Assert.Equal(Head + Tail, ResourceQuery.For(new GroupSelection()));

    [Fact]
    public void Names_groups_and_tags_are_conditions()
    {
        string query = ResourceQuery.For(new GroupSelection
        {
            Name = ["web", "api"],
            ResourceGroupName = ["shop"],
            Tag = new Dictionary<string, string?> { ["env"] = "prod", ["owner"] = null },
        });

        Assert.Equal(Head + " and name in~ ('web', 'api') and resourceGroup in~ ('shop') and tags['env'] =~ 'prod' and isnotempty(tags['owner'])" + Tail, query);
    }

    [Fact]
    public void Wildcards_are_a_regular_expression_for_the_whole_name() =>
        Assert.Equal(Head + @" and name matches regex '(?i)(^web.*$|^a\\.b.$)'" + Tail, ResourceQuery.For(new GroupSelection { Name = ["web*", "a.b?"] }));

    [Fact]
    public void No_text_gets_out_of_its_quotes() => Gen.String[Gen.Char["ab'\\\"|;*?()[]{}\n\r\u2028\t$^@ "], 0, 20].Sample(static text =>
    {
        string query = ResourceQuery.For(new GroupSelection { Name = [text], ResourceGroupName = [text], Tag = new Dictionary<string, string?> { [text] = text } });

        string outside = Outside(query);

        Assert.Equal(3 + 1 + 1 + 2, query.Length == 0 ? 0 : outside.Count(static c => c == '\u0001'));
        Assert.Equal(2, outside.Count(static c => c == '|') - (outside.StartsWith("resources |", StringComparison.Ordinal) ? 1 : 0));
        Assert.DoesNotContain('\n', query);
        Assert.DoesNotContain('\r', query);
    });

    [Fact]
    public void A_pattern_fits_the_same_names_as_its_regular_expression() => Gen.Select(Gen.String[Gen.Char["abA.*?+(\\"], 0, 6], Gen.String[Gen.Char["abA.+(\\"], 0, 6]).Sample(static (pattern, name) =>
        Assert.Equal(Wildcards.Fits(name, pattern), System.Text.RegularExpressions.Regex.IsMatch(name, Wildcards.ToRegex(pattern)[..^1] + @"\z", System.Text.RegularExpressions.RegexOptions.CultureInvariant)));

    // The query with each quoted text replaced by one mark, read as the query language reads it.
    private static string Outside(string query)
    {
        var outside = new System.Text.StringBuilder();
        for (int i = 0; i < query.Length; i++)
        {
            if (query[i] != '\'')
            {
                outside.Append(query[i]);
                continue;
            }

            for (i++; query[i] != '\''; i++)
            {
                if (query[i] == '\\') i++;
            }

            outside.Append('\u0001');
        }

        return outside.ToString();
    }
}
