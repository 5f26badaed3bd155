using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>A group with its settings, or with the reason why they could not be read.</summary>
/// <param name="Group">The group.</param>
/// <param name="Settings">Its settings; null where they could not be read.</param>
/// <param name="Fault">Why not; null where they were read.</param>
internal sealed record GroupSettings(FoundGroup Group, IReadOnlyList<Setting>? Settings, AciServiceException? Fault)
{
    /// <summary>When the reading began, by the clock that was given; 0 without one.</summary>
    public long At { get; private init; }

    /// <summary>Reads the settings of groups, several at a time, in the order of the groups.</summary>
    public static IAsyncEnumerable<GroupSettings> ReadAsync(
        IArmClient arm, IAsyncEnumerable<FoundGroup> groups, IAciReporter reporter, CancellationToken cancellationToken, Func<long>? now = null) =>
        BoundedWork.MapAsync(groups, (group, stop) => ReadOneAsync(arm, group, reporter, stop, now), cancellationToken);

    /// <summary>The problem of settings that could not be read.</summary>
    public AciProblem? Problem => Fault is null
        ? null
        : Faults.On(Fault, $"The diagnostic settings of {Group.InWords} could not be read", Group.Id.Text, SettingPath.ReadAction);

    /// <summary>Reads the settings of one group.</summary>
    public static async Task<GroupSettings> ReadOneAsync(
        IArmClient arm, FoundGroup group, IAciReporter reporter, CancellationToken cancellationToken, Func<long>? now = null)
    {
        long at = now?.Invoke() ?? 0;
        try
        {
            return new GroupSettings(group, await SettingPath.ReadAllAsync(arm, group.Id, reporter, cancellationToken).ConfigureAwait(false), null) { At = at };
        }
        catch (AciServiceException fault)
        {
            return new GroupSettings(group, null, fault) { At = at };
        }
    }
}
