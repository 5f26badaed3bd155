using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Neighbours.Logging;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>The neighbours that stand in the same source as groups: a template or an export fills the same estate as a connection does.</summary>
internal static class FileNeighbours
{
    /// <summary>What the rules on neighbours say of a part; nothing where it holds none.</summary>
    public static IEnumerable<NeighbourVerdict> Judge(EstatePart part, NeighbourJudge judge, Func<GroupEntry, IReadOnlyList<JudgedResult>> judgeProfile, DateTimeOffset now)
    {
        GroupEntry[] profiles = [.. part.Groups.Where(static g => g.Group.Kind == AciSubjectType.ContainerGroupProfile)];
        if (part.Neighbours.Count == 0 && profiles.Length == 0) return [];
        Dictionary<ObjectValue, GroupEntry> entries = new(ReferenceEqualityComparer.Instance);
        foreach (GroupEntry profile in profiles) entries[profile.Overall.Resource] = profile;
        var estate = new NeighbourEstate { JudgeProfile = resource => judgeProfile(entries[resource]), Now = now };
        foreach (Neighbour neighbour in part.Neighbours) estate.Add(neighbour);
        foreach (GroupEntry profile in profiles) estate.Add(new Neighbour(ResourceKinds.ContainerGroupProfiles, profile.Group.Name, profile.Overall.Resource, isExisting: false));
        if (estate.IsEmpty) return [];

        var linker = new GroupLinker(new ReferencePool());
        return judge.Judge([.. part.Groups.Select(g => Link(g.Overall))], estate, part.Source);

        GroupNode Link(ContainerGroup group)
        {
            GroupNode node = linker.Link(group);
            linker.LinkSettings(node, DiagnosticSettings.InFile(group, part).Select(static setting => setting.Resource));
            return node;
        }
    }
}
