using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Threats;

/// <summary>
/// A recommendation of Defender on one resource: an assessment, as the service or the index gives it. Shape: azure-facts, C.3 (2021-06-01; risk from 2025-05-04). In the index the
/// names below resourceDetails are spelled in one case or another; values are read ignoring it.
/// </summary>
internal sealed class Recommendation
{
    public const string Type = "Microsoft.Security/assessments";

    private const string Provider = "/providers/Microsoft.Security/assessments/";

    /// <summary>
    /// Names of the recommendations on container groups. Their keys are not published and no policy stands behind them (azure-facts, C.2 and K.6), so that only the name tells.
    /// </summary>
    private static readonly string[] Published =
    [
        "Azure Container Instances should not be publicly exposed",
        "Managed identities assigned to Azure Container Instances should follow least privilege",
    ];

    private Recommendation(string id, Value properties) => (Id, Properties) = (id, properties);

    /// <summary>Resource id of the recommendation itself.</summary>
    public string Id { get; }

    /// <summary>Its properties.</summary>
    public Value Properties { get; }

    /// <summary>Key of the recommendation.</summary>
    public string Key => ResourceIds.LastSegment(Id);

    /// <summary>Resource id of what is judged.</summary>
    public string ResourceId
    {
        get
        {
            string own = Id[..Id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase)];
            return own.Contains("/providers/", StringComparison.OrdinalIgnoreCase) ? own : Properties["resourceDetails"]["id"].AsText() is { Length: > 0 } told ? told : own;
        }
    }

    /// <summary>What is recommended.</summary>
    public string DisplayName => Properties["displayName"].AsText() is { Length: > 0 } own ? own : Metadata["displayName"].AsText() ?? Key;

    /// <summary>True for one whose name Microsoft has published as one on container groups.</summary>
    public bool IsPublished => Published.Contains(DisplayName.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is written about the recommendation.</summary>
    public Value Metadata => Properties["metadata"];

    /// <summary>Whether the resource keeps it.</summary>
    public AciRecommendationStatus Status =>
        Enum.TryParse(Properties["status"]["code"].AsText(), ignoreCase: true, out AciRecommendationStatus status) && Enum.IsDefined(status) ? status : AciRecommendationStatus.Unknown;

    /// <summary>Risk by Defender CSPM; null where it is not judged.</summary>
    public string? RiskLevel => Properties["risk"]["level"].AsText() is { Length: > 0 } level ? level : null;

    /// <summary>The risk where it is judged and there is one; otherwise the severity of the recommendation.</summary>
    public AciSeverity Severity => SecurityAlert.SeverityOf(Properties["risk"]["level"]) ?? SecurityAlert.SeverityOf(Metadata["severity"]) ?? AciSeverity.Medium;

    /// <summary>True for a finding on an image, which is no recommendation on a resource (azure-facts, C.4).</summary>
    public bool IsOfImage => Properties["resourceDetails"]["resourceType"].Is(ImageFinding.ResourceType);

    /// <summary>Reads a resource or row; null where it is no such assessment.</summary>
    public static Recommendation? Of(Value resource)
    {
        if (resource["id"].AsText() is not { Length: > 0 } id || resource["properties"] is not ObjectValue properties) return null;
        int at = id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase);
        return at < 0 || id.AsSpan(at + Provider.Length).Contains('/') ? null : new Recommendation(id, properties);
    }
}
