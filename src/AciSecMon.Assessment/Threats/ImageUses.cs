using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Threats;

/// <summary>Collects the images that groups run, each once.</summary>
internal sealed class ImageUses
{
    private readonly Dictionary<(string, bool), ImageUse> uses = [];

    /// <summary>The images of groups.</summary>
    public static IReadOnlyList<ImageUse> Of(IEnumerable<GroupNode> groups)
    {
        var uses = new ImageUses();
        foreach (GroupNode group in groups) uses.Add(group);
        return [.. uses.uses.Values];
    }

    private void Add(GroupNode group)
    {
        foreach (string image in group.Images)
        {
            if (!uses.TryGetValue((image, group.IsWindows), out ImageUse? use)) uses.Add((image, group.IsWindows), use = new ImageUse(image, group.IsWindows));
            use.Groups.Add(group);
        }
    }
}
