using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>What Defender tells of groups and of what they lead to: alerts, the rules that suppress them, recommendations.</summary>
internal sealed class ThreatEstate
{
    private readonly List<(SecurityAlert Alert, ObjectValue Resource)> alerts = [];
    private readonly List<SuppressionRule> suppressions = [];
    private readonly Dictionary<string, List<Recommendation>> recommendations = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Alerts, on whatever.</summary>
    public IReadOnlyList<(SecurityAlert Alert, ObjectValue Resource)> Alerts => alerts;

    /// <summary>What is known of the images that groups run.</summary>
    public List<ImageFacts> Images { get; } = [];

    /// <summary>The rules of a subscription that suppress alerts.</summary>
    public IEnumerable<SuppressionRule> SuppressionsOf(string subscriptionId) =>
        suppressions.Where(rule => string.Equals(rule.SubscriptionId, subscriptionId, StringComparison.OrdinalIgnoreCase));

    /// <summary>The recommendations on a resource.</summary>
    public IReadOnlyList<Recommendation> RecommendationsOn(string resourceId) => recommendations.GetValueOrDefault(resourceId) ?? [];

    /// <summary>Adds a resource or row.</summary>
    public void Add(ObjectValue resource)
    {
        if (SecurityAlert.Of(resource) is { } alert) alerts.Add((alert, resource));
        else if (SuppressionRule.Of(resource) is { } rule) suppressions.Add(rule);
        else if (Recommendation.Of(resource) is { IsOfImage: false } found)
        {
            if (!recommendations.TryGetValue(found.ResourceId, out List<Recommendation>? list)) recommendations.Add(found.ResourceId, list = []);
            list.Add(found);
        }
    }
}
