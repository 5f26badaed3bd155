using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Registries;

namespace AciSecMon.Azure.Images;

/// <summary>
/// Asks registries what tags mean now, each distinct image once. A registry that refuses the account, or that does not let its network in, is asked no more; its images are not checked,
/// which is another thing than not there.
/// </summary>
internal sealed class TagReader(AzureSession session)
{
    /// <summary>The action that reading takes; in a registry with repository permissions a data action.</summary>
    public const string ReadAction = "Microsoft.ContainerRegistry/registries/pull/read";

    // So many refusals without an answer speak for the registry.
    private const int MostRefusals = 3;

    private readonly Dictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Completes what is known of images of the connection's own registries.</summary>
    /// <returns>What could not be read: one for each registry.</returns>
    public async Task<IReadOnlyCollection<UnreadPart>> ReadAsync(IReadOnlyList<ImageFacts> images, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var asked = images.Where(static image => image.RegistryId is not null).GroupBy(static image => (image.Use.Reference!.Host, image.Use.Reference.Repository, Named: NameOf(image.Use.Reference), image.Use.Reference.Digest, image.Use.IsWindows)).ToList();

        // The first of each registry goes ahead: what a registry refuses at all is asked once.
        var first = asked.DistinctBy(static same => same.Key.Host, StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var some in new[] { first, [.. asked.Except(first)] })
        {
            await foreach ((IReadOnlyList<ImageFacts> same, AciServiceException? fault) in BoundedWork.MapAsync(some, async (same, stop) =>
                ((IReadOnlyList<ImageFacts>)[.. same], await AskAsync([.. same], same.Key.Host, same.Key.Repository, same.Key.Named, reporter, stop).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false))
            {
                Note(same, fault);
            }
        }

        return [.. hosts.Values.Select(static host => host.Unread).OfType<UnreadPart>()];
    }

    private static string NameOf(ImageReference reference) => reference.Tag ?? reference.Digest ?? ImageUse.UsualTag;

    private Host HostOf(string name)
    {
        if (!hosts.TryGetValue(name, out Host? host)) hosts.Add(name, host = new Host());
        return host;
    }

    private void Note(IReadOnlyList<ImageFacts> images, AciServiceException? fault)
    {
        Host host = HostOf(images[0].Use.Reference!.Host);
        if (fault is null)
        {
            host.Answers++;
            return;
        }

        // A registry can let the account into some of its repositories only, so that one refusal does not speak for all.
        host.Refusals++;
        bool isOfWhole = fault.Status == 0 || fault.Code == "DENIED" || fault.Request?.Contains("/oauth2/exchange", StringComparison.Ordinal) == true;
        if (host.Fault is null && (isOfWhole || (host.Answers == 0 && host.Refusals >= MostRefusals))) host.Fault = fault;
        UnreadPart unread = UnreadOf(images[0], fault);
        host.Unread ??= unread;
        foreach (ImageFacts image in images) image.TagUnread = unread;
    }

    private async Task<AciServiceException?> AskAsync(IReadOnlyList<ImageFacts> images, string host, string repository, string name, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (HostOf(host).Fault is { } known) return known;
        try
        {
            RegistryHost registry = session.Registries.Of(host, session.Visible.TenantId);
            Manifest? manifest = await registry.ManifestAsync(repository, name, reporter, cancellationToken).ConfigureAwait(false);
            bool isTag = !name.Contains(':', StringComparison.Ordinal);

            // An image that is named by its digest is pulled by it, whatever becomes of the tag.
            if (manifest is null && isTag && images[0].Use.Reference!.Digest is { } digest)
            {
                manifest = await registry.ManifestAsync(repository, digest, reporter, cancellationToken).ConfigureAwait(false);
                isTag = false;
            }

            bool needsTime = manifest is not null && isTag && images.Any(static image => image.Digest is null && image.Since is not null);
            (DateTimeOffset? changed, AciServiceException? untold) = needsTime ? await TimeAsync(registry, repository, name, reporter, cancellationToken).ConfigureAwait(false) : default;
            foreach (ImageFacts image in images)
            {
                Manifest? runs = NeedsOwn(image, manifest, isTag) ? await registry.ManifestAsync(repository, image.Digest!, reporter, cancellationToken).ConfigureAwait(false) : null;
                Complete(image, manifest, isTag, changed, runs);
            }

            return untold;
        }
        catch (AciServiceException fault)
        {
            return fault;
        }
    }

    // What the tag means is known all the same where it is not told since when.
    private static async Task<(DateTimeOffset? Time, AciServiceException? Fault)> TimeAsync(RegistryHost registry, string repository, string name, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            return (await registry.TagTimeAsync(repository, name, reporter, cancellationToken).ConfigureAwait(false), null);
        }
        catch (AciServiceException fault)
        {
            return (null, fault);
        }
    }

    private static UnreadPart UnreadOf(ImageFacts image, AciServiceException fault) => new(
        Facet.Images, image.RegistryId!, fault.Status is 401 or 403 ? UnreadReason.Refused : UnreadReason.Incomplete,
        new AciProblem
        {
            Id = fault.Problem.Id,
            Kind = fault.Problem.Kind,
            Message = $"What tags mean in the registry '{image.Use.Reference!.Host}' was not checked: {fault.Problem.Message}",
            Target = image.RegistryId,
            Recommendation = fault.Problem.Recommendation,
        },
        fault.Status is 401 or 403 ? ReadAction : null);

    // A list of images that runs and that its tag does not mean any more is followed to the image for the platform all the same: findings are on that one.
    private static bool NeedsOwn(ImageFacts image, Manifest? manifest, bool isTag) => isTag && image.Digest is not null && (manifest is null || !IsOf(manifest, image));

    private static bool IsOf(Manifest manifest, ImageFacts image) => Same(image.Digest, manifest.Digest) || (manifest.IsList && Same(image.Digest, manifest.For(image.Use.IsWindows)));

    private static void Complete(ImageFacts image, Manifest? manifest, bool isTag, DateTimeOffset? changed, Manifest? runs)
    {
        if (manifest is null)
        {
            image.IsTagGone = true;
            Follow(image, runs);
            return;
        }

        string? platform = manifest.IsList ? manifest.For(image.Use.IsWindows) : null;
        if (isTag) image.CurrentDigest = manifest.Digest;
        bool isSame = image.Digest is null || IsOf(manifest, image);
        if (image.Digest is not null)
        {
            if (isTag && manifest.Digest is not null) image.IsOutdated = !isSame;
        }
        else
        {
            image.Digest = platform ?? manifest.Digest;
            image.DigestFrom = image.Digest is null ? AciDigestSource.None : AciDigestSource.Registry;
            if (changed is { } time && image.Since is { } since) image.IsOutdated = time > since;
            if (image.IsOutdated == true) image.Reasons.Add("The tag was set anew after the image was pulled; what is known is of what it means now, since nothing tells which image runs.");
        }

        Follow(image, isSame ? manifest : runs);
    }

    private static void Follow(ImageFacts image, Manifest? manifest)
    {
        if (manifest is not { IsList: true }) return;
        image.PlatformDigest = manifest.For(image.Use.IsWindows);
        image.Reasons.Add(image.PlatformDigest is null
            ? "It is a list of images for several platforms, none or several of them for this one; lists are not scanned by themselves."
            : $"It is a list of images for several platforms; what is known is of the one for {(image.Use.IsWindows ? "windows" : "linux")}/amd64.");
    }

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed class Host
    {
        public int Answers { get; set; }

        public int Refusals { get; set; }

        /// <summary>Why it is asked no more; null where it is.</summary>
        public AciServiceException? Fault { get; set; }

        /// <summary>The first thing that it did not tell; null where it told everything.</summary>
        public UnreadPart? Unread { get; set; }
    }
}
