using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>How a group can be reached.</summary>
internal enum ExposureKind
{
    /// <summary>It offers no address: outbound connections only.</summary>
    None,

    /// <summary>An address in a virtual network.</summary>
    Private,

    /// <summary>A public address.</summary>
    Public,

    /// <summary>That could not be decided.</summary>
    Undecided,
}

/// <summary>How a group can be reached, and the value that says so.</summary>
/// <param name="Kind">How.</param>
/// <param name="Deciding">The value that decided, or that left it open.</param>
internal readonly record struct Exposure(ExposureKind Kind, Value Deciding)
{
    /// <summary>What a source must say for the exposure to be known.</summary>
    public const string Expected = "Write Public or Private as ipAddress.type, or leave ipAddress out.";

    /// <summary>True where the address is public; null where that is open.</summary>
    public bool? IsPublic => Kind == ExposureKind.Undecided ? null : Kind == ExposureKind.Public;

    /// <summary>True where the address is private; null where that is open.</summary>
    public bool? IsPrivate => Kind == ExposureKind.Undecided ? null : Kind == ExposureKind.Private;

    /// <summary>A group without <c>ipAddress</c> has no address; an address without a type is a mistake that decides nothing.</summary>
    public static Exposure Of(ContainerGroup group)
    {
        IpAddress address = group.IpAddress;
        if (address.Whole.IsMissing) return new(ExposureKind.None, address.Whole);
        if (address.Type.Is("Public")) return new(ExposureKind.Public, address.Type);
        return address.Type.Is("Private") ? new(ExposureKind.Private, address.Type) : new(ExposureKind.Undecided, address.Type);
    }
}
