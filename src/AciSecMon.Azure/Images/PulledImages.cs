using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Images;

/// <summary>Finds out which image groups run whose reference names a tag only: one GET for each such group, since the index has no instance view.</summary>
internal sealed class PulledImages(AzureSession session)
{
    private static readonly IReadOnlySet<Facet> InstanceView = new HashSet<Facet> { Facet.InstanceView };

    /// <summary>The images, each split by what its groups pulled.</summary>
    /// <param name="uses">Images with their groups.</param>
    /// <param name="isOwned">True for images in a registry that can be asked what a tag means.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<List<ImageFacts>> SplitAsync(IReadOnlyList<ImageUse> uses, Func<ImageUse, bool> isOwned, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] groups = [.. uses.Where(use => IsOpen(use) && isOwned(use)).SelectMany(static use => use.Groups).Select(static group => group.ResourceId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        var pulled = new Dictionary<(string Group, string Image), PulledImage>();
        var unread = new Dictionary<string, UnreadPart>(StringComparer.OrdinalIgnoreCase);
        int done = 0;
        await foreach (GroupFacets read in session.Estate.ReadGroupFacetsAsync(groups, InstanceView, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (read.Unread.Count > 0) unread[read.GroupId] = read.Unread[0];
            foreach ((string image, PulledImage found) in ImagesOf(read.Whole)) pulled[(read.GroupId.ToUpperInvariant(), image)] = found;
            if (++done % 50 == 0) await reporter.ProgressAsync("Reading what container groups run", done, groups.Length, cancellationToken).ConfigureAwait(false);
        }

        List<ImageFacts> split = [];
        foreach (ImageUse use in uses)
        {
            if (use.Reference?.Digest is { } written) split.Add(new ImageFacts(use, use.Groups) { Digest = written, DigestFrom = AciDigestSource.Reference });
            else if (use.Groups.Count == 0) split.Add(new ImageFacts(use, []));
            else split.AddRange(use.Groups.GroupBy(group => Of(group, use).Digest).Select(same => FactsOf(use, same.Key, [.. same], group => Of(group, use), unread)));
        }

        return split;

        PulledImage Of(GroupNode group, ImageUse use) => pulled.GetValueOrDefault((group.ResourceId?.ToUpperInvariant() ?? string.Empty, use.Text));
    }

    private static bool IsOpen(ImageUse use) => use.Reference is { Digest: null };

    private static ImageFacts FactsOf(ImageUse use, string? digest, IReadOnlyList<GroupNode> groups, Func<GroupNode, PulledImage> pulled, Dictionary<string, UnreadPart> unread) => new(use, groups)
    {
        Digest = digest,
        DigestFrom = digest is null ? AciDigestSource.None : AciDigestSource.PulledEvent,
        Since = groups.Select(group => pulled(group).Since).Min(),
        RunUnread = groups.Select(group => unread.GetValueOrDefault(group.ResourceId ?? string.Empty)).FirstOrDefault(static part => part is not null),
    };

    private static IEnumerable<(string, PulledImage)> ImagesOf(ObjectValue? group)
    {
        if (group is null) yield break;
        foreach (Value container in group["properties"]["containers"].Items.Concat(group["properties"]["initContainers"].Items))
        {
            if (container["properties"]["image"].AsText() is { } image) yield return (image, PulledImage.Of(container["properties"]["instanceView"]));
        }
    }
}
