using System.Globalization;

namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>The measures of a made-up estate. The same measures always give the same estate.</summary>
/// <param name="Groups">Container groups.</param>
/// <param name="Subscriptions">Subscriptions, which the groups are spread over evenly.</param>
internal sealed record EstatePlan(int Groups, int Subscriptions)
{
    /// <summary>Container groups in a resource group.</summary>
    public const int GroupsPerResourceGroup = 25;

    /// <summary>Container groups in a subscription where nobody says how many.</summary>
    public const int GroupsPerSubscription = 250;

    /// <summary>What everything random comes from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The share of groups that have faults, from 0 to 1.</summary>
    public double FaultShare { get; init; } = 0.1;

    /// <summary>Images that the groups run, each named by its digest and spread evenly over registries and groups, of which there are as many as subscriptions; a multiple of these; 0 for forty versions of one image in each registry.</summary>
    public int Images { get; init; }

    /// <summary>What Defender found in images, spread evenly over them.</summary>
    public int ImageFindings { get; init; }

    /// <summary>Role assignments of people on resource groups, besides those of identities.</summary>
    public int Grants { get; init; }

    /// <summary>People who have roles.</summary>
    public int People { get; init; } = 600;

    /// <summary>Alerts of Defender in each subscription, each on one of its groups.</summary>
    public int AlertsPerSubscription { get; init; }

    /// <summary>The share of groups on which Defender recommends something, from 0 to 1.</summary>
    public double AdvisedShare { get; init; }

    /// <summary>So many groups, in as many subscriptions as a company of that size would have.</summary>
    public static EstatePlan Of(int groups) => new(groups, Math.Max(1, groups / GroupsPerSubscription));

    /// <summary>Number of the first group of a subscription.</summary>
    public int FirstGroupOf(int subscription) => (int)((long)Groups * subscription / Subscriptions);

    /// <summary>How many resource groups the groups of a subscription are in.</summary>
    public int ResourceGroupsOf(int subscription) => (FirstGroupOf(subscription + 1) - FirstGroupOf(subscription) + GroupsPerResourceGroup - 1) / GroupsPerResourceGroup;

    /// <summary>A number that depends on nothing but the seed, a thing and what is asked of it.</summary>
    public uint Random(int thing, Trait trait)
    {
        // The finalizer of splitmix64: every bit of the input moves half of those of the output.
        ulong mixed = ((ulong)(uint)Seed << 40) ^ ((ulong)(uint)thing << 8) ^ (ulong)trait;
        mixed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (uint)(mixed >> 32);
    }

    /// <summary>True for a share of the things.</summary>
    public bool Is(int thing, Trait trait, double share) => Random(thing, trait) < share * uint.MaxValue;

    /// <summary>An identifier made from the seed, a kind and a number, in the order of the numbers.</summary>
    public string Guid(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{Seed & 0xffff:x4}-0000-4000-8000-{number:x12}");
}

/// <summary>What is asked of a thing, so that answers do not depend on one another.</summary>
internal enum Trait
{
    /// <summary>Whether a group has faults.</summary>
    Faulty,

    /// <summary>Which faults.</summary>
    Faults,

    /// <summary>Which identity a group has.</summary>
    Identity,

    /// <summary>Whether a group has a volume, a vault's secret, a key.</summary>
    Parts,

    /// <summary>Whether a group has a diagnostic setting.</summary>
    Diagnostics,

    /// <summary>Whether a resource group is locked.</summary>
    Lock,

    /// <summary>Whether the neighbours of a subscription have faults.</summary>
    Platform,

    /// <summary>How often a container was restarted.</summary>
    Restarts,

    /// <summary>Whether Defender recommends something on a group.</summary>
    Advised,
}
