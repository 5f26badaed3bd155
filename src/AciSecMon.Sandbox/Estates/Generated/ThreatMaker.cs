using System.Globalization;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>Makes what Defender says of a made-up estate: findings in images, recommendations, alerts (azure-facts C.3 to C.5). CVEs and software are invented.</summary>
internal sealed class ThreatMaker(EstatePlan plan, Names names)
{
    private static readonly string[] Severities = ["Low", "Low", "Medium", "Medium", "Medium", "High", "High", "Critical"];

    /// <summary>The reference of an image of the estate; it lies in the registry of one subscription, whoever runs it.</summary>
    public static string Image(EstatePlan plan, Names names, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{names.Of(new Place(Kind.Registry, HomeOf(plan, number), Place.Platform, HomeOf(plan, number)))}.azurecr.io/app/image-{number:d5}@{DigestOf(number)}");

    /// <summary>What was found in an image.</summary>
    public JsonObject Finding(Place place)
    {
        int image = ImageOf(place);
        string digest = DigestOf(image);
        string severity = Severities[place.Number % Severities.Length];
        bool hasFix = place.Number % 3 > 0;
        string software = string.Create(CultureInfo.InvariantCulture, $"package-{place.Number / plan.Images}");
        var weakness = new JsonObject
        {
            ["CveId"] = string.Create(CultureInfo.InvariantCulture, $"CVE-2025-{100_000 + (place.Number / plan.Images)}"),
            ["Severity"] = severity,
            ["Cvss"] = new JsonArray(new JsonObject { ["Key"] = "3.1", ["Value"] = new JsonObject { ["Base"] = 7.5, ["CvssVectorString"] = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" } }),
            ["PublishedDate"] = "2025-06-20T00:00:00Z",
            ["FixStatus"] = hasFix ? "FixAvailable" : "NoFixAvailable",
            ["FixedVersion"] = hasFix ? "2.0.0" : null,
            ["ExploitabilityDetails"] = new JsonObject { ["IsInExploitKit"] = false, ["ExploitStepsPublished"] = false, ["ExploitStepsVerified"] = false, ["ExploitUris"] = new JsonArray() },
        };
        return new JsonObject
        {
            ["resourceDetails"] = new JsonObject { ["Source"] = "Azure", ["ResourceType"] = ".containerimage", ["Id"] = $"{names.Shared(Kind.Registry, place.Subscription)}/repositories-app-images-{digest}" },
            ["displayName"] = "Update " + software,
            ["status"] = new JsonObject { ["code"] = "Unhealthy", ["firstEvaluationDate"] = "2026-02-21T03:00:00Z", ["statusChangeDate"] = "2026-02-21T03:00:00Z" },
            ["resourceAdditionalData"] = new JsonObject { ["Digest"] = digest, ["LastPushedToRegistryUTC"] = "2026-02-20T09:00:00Z" },
            ["additionalData"] = new JsonObject { ["SoftwareName"] = software, ["PackageType"] = "OS", ["DetectedSoftwareVersions"] = new JsonArray("1.0.0"), ["FixedVersion"] = hasFix ? "2.0.0" : null, ["CvesDetails"] = new JsonArray(weakness) },
            ["metadata"] = new JsonObject { ["displayName"] = "Update " + software, ["severity"] = severity, ["recommendationCategory"] = "SoftwareUpdate", ["remediationDescription"] = "Build the image anew.", ["assessmentType"] = "BuiltIn" },
        };
    }

    /// <summary>What is recommended on a group.</summary>
    public static JsonObject Assessment() => new()
    {
        ["displayName"] = "Azure Container Instances should not be publicly exposed",
        ["status"] = new JsonObject { ["code"] = "Unhealthy", ["firstEvaluationDate"] = "2026-02-21T03:00:00Z" },
        ["resourceDetails"] = new JsonObject { ["Source"] = "Azure" },
        ["metadata"] = new JsonObject { ["severity"] = "High", ["assessmentType"] = "BuiltIn" },
    };

    /// <summary>An alert on a group of the subscription.</summary>
    public JsonObject Alert(Place place)
    {
        int group = plan.FirstGroupOf(place.Subscription) + (place.Number % plan.AlertsPerSubscription);
        int first = Enumerable.Range(0, place.Subscription).Sum(plan.ResourceGroupsOf);
        int resourceGroup = first + ((group - plan.FirstGroupOf(place.Subscription)) / EstatePlan.GroupsPerResourceGroup);
        return new JsonObject
        {
            ["alertType"] = "ARM_AnomalousServiceOperation.Execution",
            ["alertDisplayName"] = "Made-up alert",
            ["severity"] = "High",
            ["status"] = place.Number % 2 == 0 ? "Active" : "Dismissed",
            ["timeGeneratedUtc"] = "2026-03-02T07:00:00Z",
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "azure-resource", ["resourceId"] = names.IdOf(new Place(Kind.ContainerGroup, place.Subscription, resourceGroup, group)) }),
        };
    }

    private int ImageOf(Place place) => place.Number % plan.Images;

    private static int HomeOf(EstatePlan plan, int image) => image % plan.Subscriptions;

    private static string DigestOf(int image) => "sha256:" + image.ToString("x64", CultureInfo.InvariantCulture);
}
