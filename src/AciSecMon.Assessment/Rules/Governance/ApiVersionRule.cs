using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>
/// The file uses a version of the interface that is a preview, or older than 2021-07-01, the first with <c>subnetIds</c> (REST API specification of
/// Microsoft.ContainerInstance).
/// </summary>
internal sealed class ApiVersionRule() : GroupRule("ACI-GOV-003")
{
    private const string Oldest = "2021-07-01";
    private const string Expected = "2021-07-01 or later and no preview, best 2025-09-01";

    private static readonly Place At = Place.Root.Of("apiVersion");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Value version = group.ApiVersion;
        if (!group.IsAuthored)
        {
            judgement.NotApplicable(At, "The service answers in any version.");
        }
        else if (version.AsText() is not { Length: >= 10 } text || !DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            judgement.Undecided(At, version, $"Whether the version of the interface is old could not be decided: {ValueText.WhyOpen(version)}.", Expected);
        }
        else if (text.Contains("preview", StringComparison.OrdinalIgnoreCase) || text.Contains("beta", StringComparison.OrdinalIgnoreCase))
        {
            judgement.Fail(At, version, "The file uses a preview of the interface, which ends and may change.", Expected);
        }
        else if (string.CompareOrdinal(text, 0, Oldest, 0, Oldest.Length) < 0)
        {
            judgement.Fail(At, version, "The file uses an old version of the interface, which does not know subnetIds and what came later.", Expected);
        }
        else
        {
            judgement.Pass(At, "The version of the interface is neither old nor a preview.");
        }
    }
}
