using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>
/// Asks Azure which aliases there are, before a definition is made that needs them: without an alias the service refuses the definition (code InvalidPolicyAlias, as in Azure/azure-policy
/// issue 363). Each provider is asked once.
/// </summary>
internal sealed partial class PolicyAliases(IArmClient arm, IAciReporter reporter)
{
    private readonly Dictionary<string, HashSet<string>> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The aliases that a definition needs and Azure does not have.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="scope">Where to ask: a management group is asked of the tenant.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciServiceException">The aliases could not be read.</exception>
    public async Task<IReadOnlyList<string>> MissingAsync(Value definition, PolicyScope scope, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach (IGrouping<string, string> needed in NeededBy(definition).GroupBy(static alias => alias.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            HashSet<string> there = await OfAsync(needed.Key, scope, cancellationToken).ConfigureAwait(false);
            missing.AddRange(needed.Where(alias => !there.Contains(alias)));
        }

        return missing;
    }

    /// <summary>The aliases that a definition names, as fields and within expressions.</summary>
    internal static IReadOnlyList<string> NeededBy(Value definition)
    {
        var found = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(definition, isField: false, found);
        return [.. found];
    }

    /// <summary>That Azure lacks aliases that a definition needs.</summary>
    public static AciProblem Lacking(string title, string name, IReadOnlyList<string> missing) => new()
    {
        Id = "AciPolicyAliasMissing",
        Kind = AciProblemKind.InvalidOperation,
        Message = $"{title}: Azure has no alias {string.Join(", ", missing)}, so that it would refuse the definition '{name}'.",
        Target = name,
        Recommendation = "Try again later, for aliases are added, or assign the other definitions one by one. -Force asks the service all the same.",
    };

    /// <summary>That the aliases could not be read.</summary>
    public static AciProblem Unread(AciServiceException fault, string title, string target)
    {
        AciProblem problem = Faults.On(fault, $"{title}: whether Azure has the aliases that it needs could not be found out", target, "Microsoft.Resources/subscriptions/providers/read");
        return new AciProblem { Id = problem.Id, Kind = problem.Kind, Message = problem.Message, Target = problem.Target, Recommendation = $"{problem.Recommendation} -Force goes on without." };
    }

    private async Task<HashSet<string>> OfAsync(string provider, PolicyScope scope, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(provider, out HashSet<string>? there)) return there;
        string path = scope.SubscriptionId is { } id ? $"/subscriptions/{id}/providers/{provider}" : $"/providers/{provider}";
        var request = ArmRequest.Get(path, ApiVersions.Providers) with { Query = [("$expand", "resourceTypes/aliases")] };
        Value answer = (await arm.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false)).Body;
        if (answer["resourceTypes"] is not ArrayValue) throw Faults.NoAnswer(path);
        there = new HashSet<string>(
            answer["resourceTypes"].Items.SelectMany(static type => type["aliases"].Items).Select(static alias => alias["name"].AsText()).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        return known[provider] = there;
    }

    private static void Collect(Value value, bool isField, SortedSet<string> found)
    {
        switch (value)
        {
            case ObjectValue named:
                foreach (Property property in named.Properties) Collect(property.Value, property.Name.Equals("field", StringComparison.OrdinalIgnoreCase), found);
                break;
            case ArrayValue list:
                foreach (Value item in list.Items) Collect(item, isField: false, found);
                break;
            case StringValue { Text: ['[', ..] } text:
                foreach (Match match in InExpression().Matches(text.Text)) found.Add(match.Groups["alias"].Value);
                break;
            case StringValue text when isField && text.Text.Contains('/', StringComparison.Ordinal):
                found.Add(text.Text);
                break;
        }
    }

    [GeneratedRegex(@"(?:field|current)\('(?<alias>[^'/]+/[^']+)'\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InExpression();
}
