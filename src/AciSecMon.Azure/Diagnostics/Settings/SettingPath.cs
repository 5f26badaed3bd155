using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Requests for diagnostic settings (azure-facts, B.1).</summary>
internal static class SettingPath
{
    /// <summary>The action that reading needs.</summary>
    public const string ReadAction = "Microsoft.Insights/diagnosticSettings/read";

    /// <summary>The action that writing needs.</summary>
    public const string WriteAction = "Microsoft.Insights/diagnosticSettings/write";

    /// <summary>The action that deleting needs.</summary>
    public const string DeleteAction = "Microsoft.Insights/diagnosticSettings/delete";

    /// <summary>The settings of a resource.</summary>
    public static string Of(ArmId resource) => resource.Text + "/providers/Microsoft.Insights/diagnosticSettings";

    /// <summary>One setting of a resource.</summary>
    public static string Of(ArmId resource, string name) => $"{Of(resource)}/{Uri.EscapeDataString(name)}";

    /// <summary>Reads the settings of a resource; there is one page of them.</summary>
    public static async Task<IReadOnlyList<Setting>> ReadAllAsync(IArmClient arm, ArmId resource, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var settings = new List<Setting>(1);
        await foreach (Assessment.Documents.ObjectValue item in arm.ListAsync(ArmRequest.Get(Of(resource), ApiVersions.DiagnosticSettings), reporter, cancellationToken).ConfigureAwait(false))
        {
            if (Setting.Read(item) is { } setting) settings.Add(setting);
        }

        return settings;
    }
}
