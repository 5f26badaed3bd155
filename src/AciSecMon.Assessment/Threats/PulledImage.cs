using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Threats;

/// <summary>
/// What the instance view of a container tells of the image that it runs: the event Pulled, whose message names the digest on some platforms and not on others (azure-facts, A.5;
/// azure-facts-2, C.7.2), and since when it runs.
/// </summary>
/// <param name="Digest">The digest; null where no event tells it.</param>
/// <param name="Since">When the image was pulled, or the container was started; null where that is not told.</param>
internal readonly partial record struct PulledImage(string? Digest, DateTimeOffset? Since)
{
    /// <summary>Reads the instance view of a container.</summary>
    public static PulledImage Of(Value instanceView)
    {
        string? digest = null;
        DateTimeOffset? newest = null;
        foreach (Value one in instanceView["events"].Items)
        {
            if (!one["name"].Is("Pulled")) continue;
            DateTimeOffset? time = SecurityAlert.TimeOf(one["lastTimestamp"]) ?? SecurityAlert.TimeOf(one["firstTimestamp"]);
            if (newest is not null && !(time >= newest)) continue;
            newest = time ?? newest;
            digest = one["message"].AsText() is { } said && DigestForm().Match(said) is { Success: true } match ? match.Value.ToLowerInvariant() : null;
        }

        return new PulledImage(digest, newest ?? SecurityAlert.TimeOf(instanceView["currentState"]["startTime"]));
    }

    [GeneratedRegex("sha256:[0-9a-fA-F]{64}", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm();
}
