using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Images;

/// <summary>
/// Finds out what Defender knows of images: which digest runs, and what was found in it. Each image is asked for once, however many groups run it. Findings are streamed as pages of the
/// index come: the individual assessments first, and for images without any the older sub-assessments (azure-facts, C.4).
/// </summary>
internal sealed class ImageReader(AzureSession session)
{
    // Above that, all images of the registries' subscriptions are read and picked from.
    private const int MostDigestsInQuery = 50;
    private const int DigestsPerQuery = 100;

    /// <summary>Gives each finding as it comes, then each image once all is known of it.</summary>
    /// <param name="uses">The images.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<ImageSighting> ReadAsync(IReadOnlyList<ImageUse> uses, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OwnedRegistries owned = await OwnedRegistries.ReadAsync(session, uses.Select(static use => use.Reference?.Host).OfType<string>(), reporter, cancellationToken).ConfigureAwait(false);
        List<UnreadPart> unread = [];
        if (owned.Unread is { } registries) unread.Add(registries);
        List<ImageFacts> images = await new PulledImages(session).SplitAsync(uses, use => use.Reference is { } reference && owned.IdOf(reference.Host) is not null, reporter, cancellationToken).ConfigureAwait(false);
        foreach (ImageFacts image in images.Where(static image => image.Use.Reference is not null)) image.RegistryId = owned.IdOf(image.Use.Reference!.Host);
        unread.AddRange(images.Select(static image => image.RunUnread).OfType<UnreadPart>().Distinct());
        unread.AddRange(await new TagReader(session).ReadAsync(images, reporter, cancellationToken).ConfigureAwait(false));

        var byDigest = new Dictionary<string, List<ImageFacts>>(StringComparer.OrdinalIgnoreCase);
        foreach (ImageFacts image in images.Where(static image => image.RegistryId is not null))
        {
            foreach (string digest in image.Digests)
            {
                if (!byDigest.TryGetValue(digest, out List<ImageFacts>? list)) byDigest.Add(digest, list = []);
                list.Add(image);
            }
        }

        string[] subscriptions = [.. owned.SubscriptionIds];
        UnreadPart? broken = null;
        if (byDigest.Count > 0)
        {
            var query = new GraphQuery(ResourceQuery.ImageFindings(byDigest.Count <= MostDigestsInQuery ? byDigest.Keys : [])) { SubscriptionIds = subscriptions };
            await foreach (LivePage page in session.Estate.PagesAsync(query, Facet.Images, "findings on images", reporter, cancellationToken).ConfigureAwait(false))
            {
                broken ??= page.Unread.Count > 0 ? page.Unread[0] : null;
                foreach (ImageSighting sighting in Match(page.Rows, byDigest)) yield return sighting;
            }

            if (broken is not null) unread.Add(broken);
            string[] left = [.. byDigest.Where(static pair => pair.Value.Exists(static image => !image.WasScanned)).Select(static pair => pair.Key)];
            foreach (string[] some in left.Chunk(DigestsPerQuery))
            {
                var older = new GraphQuery(ResourceQuery.ImageSubAssessments(some)) { SubscriptionIds = subscriptions };
                UnreadPart? retired = null;
                await foreach (LivePage page in session.Estate.PagesAsync(older, Facet.Images, "findings on images in their older form", reporter, cancellationToken).ConfigureAwait(false))
                {
                    retired ??= page.Unread.Count > 0 ? page.Unread[0] : null;
                    foreach (ImageSighting sighting in Match(page.Rows, byDigest)) yield return sighting;
                }

                if (retired is null) continue;
                if (retired.Problem.Kind is not (AciProblemKind.InvalidOperation or AciProblemKind.NotFound))
                {
                    broken ??= retired;
                    unread.Add(retired);
                    break;
                }

                // That form is being retired: where it is gone, the other says all.
                await reporter.VerboseAsync(retired.Problem.Message, cancellationToken).ConfigureAwait(false);
                break;
            }
        }

        var scanning = new RegistryScanning(session);
        foreach (UnreadPart refused in await scanning.ReadAsync(images, reporter, cancellationToken).ConfigureAwait(false)) unread.Add(refused);
        foreach (ImageFacts image in images) scanning.Settle(image, owned.Unread, broken);
        foreach (UnreadPart part in unread) yield return new ImageSighting(null, null, part);
        foreach (ImageFacts image in images) yield return new ImageSighting(image, null, null);
    }

    private static IEnumerable<ImageSighting> Match(IReadOnlyList<ObjectValue> rows, Dictionary<string, List<ImageFacts>> byDigest)
    {
        foreach (ObjectValue row in rows)
        {
            if (ImageFinding.Of(row) is not { } finding || !byDigest.TryGetValue(finding.Digest, out List<ImageFacts>? images)) continue;
            foreach (ImageFacts image in images)
            {
                IReadOnlyList<ImageWeakness> open = image.Take(finding);
                if (open.Count > 0) yield return new ImageSighting(image, new FoundInImage(finding, open), null);
            }
        }
    }
}

/// <summary>Something that is known of an image: a finding, or, where there is none, that all is known now; or something that could not be read.</summary>
/// <param name="Image">The image; null for what could not be read.</param>
/// <param name="Found">A finding; null where all is known of the image now.</param>
/// <param name="Unread">What could not be read; null otherwise.</param>
internal readonly record struct ImageSighting(ImageFacts? Image, FoundInImage? Found, UnreadPart? Unread);

/// <summary>A finding with those of its weaknesses that are open and not told yet.</summary>
internal sealed record FoundInImage(ImageFinding Finding, IReadOnlyList<ImageWeakness> Open);
