using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Data;

/// <summary>
/// What a <c>ccePolicy</c> enforces. A policy names its containers and hands each decision to the framework (<c>create_container := data.framework.create_container</c>);
/// one that answers <c>{"allowed": true}</c> itself enforces nothing. Sources: Azure/azure-cli-extensions, src/confcom, sample_policy.md and
/// data/internal_config.json (what debug mode writes); microsoft/hcsshim, pkg/securitypolicy, open_door.rego and the enforcement points of its api.
/// </summary>
internal sealed class ConfidentialPolicy
{
    /// <summary>Decisions without which everything else means nothing.</summary>
    private static readonly string[] Essential = ["mount_overlay", "create_container"];

    /// <summary>Further decisions by which somebody outside gets in.</summary>
    private static readonly string[] Entries = ["exec_in_container", "exec_external", "load_fragment", "mount_device"];

    private static readonly string[] Blanket = ["allow", "allow_all", "allowed"];

    private static readonly string[] Shells = ["sh", "bash", "ash", "dash", "zsh", "pwsh", "powershell"];

    private readonly RegoReader.Policy policy;

    private ConfidentialPolicy(RegoReader.Policy policy) => this.policy = policy;

    public static Place Place { get; } = Place.Root.Of("confidentialComputeProperties").Of("ccePolicy");

    /// <summary>The policy of a group as it stands.</summary>
    public static Value Of(ContainerGroup group)
    {
        Value properties = Lists.ObjectOrUnknown(group.Properties["confidentialComputeProperties"], "confidentialComputeProperties");
        return properties is ObjectValue or MissingValue ? properties["ccePolicy"] : properties;
    }

    /// <summary>True for a text that is still to be replaced by a policy.</summary>
    public static bool IsSlot(Value value) => value.AsText() is { } text && Placeholders.IsSlot(text);

    /// <summary>Reads base64 of a policy; null where it is none.</summary>
    public static ConfidentialPolicy? Read(string encoded) =>
        Base64Text.Decode(encoded) is { } text && RegoReader.Read(text) is { } policy ? new ConfidentialPolicy(policy) : null;

    /// <summary>The decision that the policy answers with yes whatever is asked; null where there is none.</summary>
    public string? AllowedAlways()
    {
        foreach (string name in Blanket)
        {
            if (IsAllowed(name)) return name;
        }

        foreach (string point in Essential)
        {
            if (IsAllowed(point)) return point;
        }

        foreach (string point in Entries)
        {
            if (IsAllowed(point)) return point;
        }

        return null;
    }

    /// <summary>The decision of which it is not known how it is taken; null where the framework takes all that matter.</summary>
    public string? DecidedElsewhere()
    {
        foreach (string point in Essential)
        {
            if (!IsFrameworks(point)) return point;
        }

        foreach (string point in Entries)
        {
            if (policy.Assignments.ContainsKey(point) && !IsFrameworks(point)) return point;
        }

        return null;
    }

    /// <summary>True where the containers are listed, so that what each allows can be read.</summary>
    /// <remarks>Where none are listed, that is known only of a policy whose decisions are understood: others can take them from elsewhere.</remarks>
    public bool KnowsContainers => policy.Assignments.TryGetValue("containers", out RegoValue? containers) ? containers.Items is not null : DecidedElsewhere() is null;

    /// <summary>What the policy allows for debugging that lets the operator see or do more, each as a part of a sentence.</summary>
    public IReadOnlyList<string> DebugHoles()
    {
        var holes = new List<string>();
        if (IsTrue("allow_dump_stacks") || IsAllowed("dump_stacks")) holes.Add("stacks may be dumped");
        if (IsTrue("allow_runtime_logging") || IsAllowed("runtime_logging")) holes.Add("the runtime may log");
        if (Containers.Any(static c => Processes(c).Any(IsShell))) holes.Add("a shell may be started in a container");
        return holes;
    }

    /// <summary>What the policy allows that is usual and still more than the group may need.</summary>
    public IReadOnlyList<string> UsualHoles()
    {
        var holes = new List<string>();
        if (Containers.Any(static c => c.Member("allow_stdio_access")?.Truth == true)) holes.Add("the output of a container may be read");
        if (Containers.Any(static c => Processes(c).Any(static p => !IsShell(p)))) holes.Add("further processes may be started in a container");
        return holes;
    }

    private IEnumerable<RegoValue> Containers => policy.Assignments.GetValueOrDefault("containers")?.Items ?? [];

    private static IEnumerable<RegoValue> Processes(RegoValue container) => container.Member("exec_processes")?.Items ?? [];

    // A shell with a script of its own, such as a probe has, does that and no more; one without waits for what somebody types.
    private static bool IsShell(RegoValue process) =>
        (process.Member("command")?.Items ?? process.Items) is { Count: > 0 } words && words[0].Text is { } program
        && Array.IndexOf(Shells, program[(program.LastIndexOf('/') + 1)..]) >= 0
        && words.Skip(1).All(static word => word.Text is "-i" or "-l" or "-il" or "-li" or "--login");

    private bool IsTrue(string name) => policy.Assignments.GetValueOrDefault(name)?.Truth == true;

    private bool IsAllowed(string name) => policy.Assignments.GetValueOrDefault(name) is { } value && (value.Truth == true || value.Member("allowed")?.Truth == true);

    private bool IsFrameworks(string point) =>
        policy.Assignments.GetValueOrDefault(point)?.Reference == $"data.framework.{point}" && !policy.OtherRules.Contains(point);
}
