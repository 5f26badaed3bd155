using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Estate;
using AciSecMon.Azure.Threats;

namespace AciSecMon.Azure.Images;

/// <summary>
/// Says why there is no result of an image: a registry that Defender does not scan, a plan that is off, a subscription that may not be read, an image that was never scanned
/// (azure-facts, C.2 and C.4). The index leaves out without a word what may not be read, so that it is asked for by name where nothing came.
/// </summary>
internal sealed class RegistryScanning(AzureSession session)
{
    private const string ReadAction = "Microsoft.Security/assessments/read";

    private readonly Dictionary<string, State> bySubscription = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks the subscriptions of the registries of images that there is no result of.</summary>
    /// <returns>What could not be read.</returns>
    public async Task<IReadOnlyList<UnreadPart>> ReadAsync(IEnumerable<ImageFacts> images, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] subscriptions = [.. images.Where(static image => image is { WasScanned: false, RegistryId: not null }).Select(static image => SubscriptionOf(image)!).Distinct(StringComparer.OrdinalIgnoreCase)];
        List<UnreadPart> unread = [];
        await foreach ((string id, State state) in BoundedWork.MapAsync(subscriptions, async (id, stop) => (id, await AskAsync(id, reporter, stop).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false))
        {
            bySubscription[id] = state;
            if (state.Unread is { } part) unread.Add(part);
        }

        return unread;
    }

    /// <summary>Sets the state of an image, with its reasons.</summary>
    /// <param name="image">The image.</param>
    /// <param name="registries">What kept registries from being read; null for nothing.</param>
    /// <param name="findings">What kept findings from being read; null for nothing.</param>
    public void Settle(ImageFacts image, UnreadPart? registries, UnreadPart? findings)
    {
        (AciImageState state, string? reason) = Of(image, registries, findings);
        image.State = state;
        if (reason is not null) image.Reasons.Insert(0, reason);
        if (image.IsTagGone) image.Reasons.Add("The registry does not have it any more: a restart of the group could not pull it.");
        if (image.RunUnread is { } unseen) image.Reasons.Add($"What runs was not seen: {unseen.Problem.Message}");
        if (image.TagUnread is { } unread && image.RegistryId is not null) image.Reasons.Add(unread.Problem.Message);
    }

    private (AciImageState State, string? Reason) Of(ImageFacts image, UnreadPart? registries, UnreadPart? findings)
    {
        if (image.Use.Reference is not { } reference) return (AciImageState.Unknown, "It is no image reference that can be read.");
        if (image.Open > 0) return (AciImageState.Vulnerable, null);
        if (image.WasScanned && findings is { } lost)
        {
            image.FindingsUnread = lost;
            return (AciImageState.Unknown, $"Not all findings could be read, and among the others nothing open was found: {lost.Problem.Message}");
        }

        if (image.WasScanned) return image.MayRunAnother ? (AciImageState.Unknown, WhyAnother(image)) : (AciImageState.Clean, null);
        if (!RegistryHosts.IsAzureRegistry(reference.Host)) return (AciImageState.NotCovered, $"Never scanned: Defender scans images of Azure Container Registry, and '{reference.Host}' is another registry.");
        if (image.RegistryId is null)
        {
            image.FindingsUnread = registries;
            return (AciImageState.Unknown, registries is null
                ? $"The registry '{reference.Host}' is none of those that this connection can read: whether its images are scanned, its owner knows."
                : $"Whether this connection has the registry '{reference.Host}' is not known: {registries.Problem.Message}");
        }

        string subscription = SubscriptionOf(image)!;
        State known = bySubscription.GetValueOrDefault(subscription) ?? new State(null, null, false, "not asked");
        if ((findings ?? known.Unread) is { } unread)
        {
            image.FindingsUnread = unread;
            return (AciImageState.Unknown, unread.Problem.Message);
        }

        if (known.IsNeverOn) return (AciImageState.NotCovered, $"Never scanned: {PlanWarnings.NeverOn(subscription)}");
        if (known.IsScanning == false) return (AciImageState.NotCovered, $"Never scanned: in subscription '{subscription}' of the registry, neither Containers nor CloudPosture is on with {Plans.RegistryScan}.");
        string plans = known.WhyOpen is { } why ? $" Whether scanning is on in subscription '{subscription}' is not known ({why})." : string.Empty;
        if (image.Digest is null)
        {
            return image.IsTagGone ? (AciImageState.NotScanned, "Never scanned: the image is not in the registry any more, and nothing tells which one runs.")
                : (AciImageState.Unknown, "Which digest runs could not be found out, and findings go by the digest.");
        }

        // That there is no result of what the tag means says nothing of what runs, which was not seen.
        if (image.RunUnread is not null && image.DigestFrom == AciDigestSource.Registry) return (AciImageState.Unknown, null);

        return (AciImageState.NotScanned, $"Never scanned: there is no result of its digest. Images are scanned that were pushed or pulled within the last 30 days, and not where they have no operating system in them.{plans}");
    }

    // That the tag was set anew, or that what runs was not seen, is a reason of the image already.
    private static string? WhyAnother(ImageFacts image) => image.IsOutdated == true || image.RunUnread is not null ? null
        : "Nothing open was found in what the tag means now; whether it was set anew after the image was pulled is not known, nor which image runs.";

    private static string? SubscriptionOf(ImageFacts image) => ResourceIds.SegmentAfter(image.RegistryId, "subscriptions");

    private async Task<State> AskAsync(string subscriptionId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            await session.Arm.SendAsync(ArmRequest.Get($"/subscriptions/{subscriptionId}/providers/{Recommendation.Type}", ApiVersions.Assessments), reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault) when (fault.Problem.Id == "AciAzureNotRegistered")
        {
            return new State(false, null, true, null);
        }
        catch (AciServiceException fault)
        {
            UnreadPart part = AzureEstate.Unread(Facet.Images, "/subscriptions/" + subscriptionId, fault, ReadAction);
            return new State(null, part with { Problem = Faults.On(fault, $"What Defender found in images could not be read in subscription '{subscriptionId}'", "/subscriptions/" + subscriptionId, ReadAction) }, false, null);
        }

        try
        {
            IReadOnlyDictionary<string, ObjectValue> plans = await new PlanWarnings(session).ReadAsync(subscriptionId, reporter, cancellationToken).ConfigureAwait(false);
            return new State(Array.Exists(["Containers", "CloudPosture"], name => plans.TryGetValue(name, out ObjectValue? plan) && Pricing.IsOn(plan) == true && Pricing.IsExtensionOn(plan, Plans.RegistryScan)), null, false, null);
        }
        catch (AciServiceException fault)
        {
            return new State(null, null, false, Faults.Reason(fault, Pricing.ReadAction));
        }
    }

    private sealed record State(bool? IsScanning, UnreadPart? Unread, bool IsNeverOn, string? WhyOpen);
}
