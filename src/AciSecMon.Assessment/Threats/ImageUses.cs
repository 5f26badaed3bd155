using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Threats;

/// <summary>Collects the images that groups run, each once.</summary>
internal sealed class ImageUses
{
    private readonly Dictionary<(string, bool), ImageUse> uses = [];

    /// <summary>The images.</summary>
    public IReadOnlyList<ImageUse> All => [.. uses.Values];

    /// <summary>The images of a group's containers, each once.</summary>
    public static string[] ImagesOf(ContainerGroup group) => [.. group.Containers.Items.Select(static container => container.Image.AsText()).OfType<string>().Where(static image => image.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds the images of a group.</summary>
    public void Add(GroupNode group, bool isWindows, IEnumerable<string> images)
    {
        foreach (string image in images)
        {
            if (!uses.TryGetValue((image, isWindows), out ImageUse? use)) uses.Add((image, isWindows), use = new ImageUse(image, isWindows));
            use.Groups.Add(group);
        }
    }
}
