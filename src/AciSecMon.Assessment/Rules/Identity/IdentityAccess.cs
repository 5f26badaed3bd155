using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>Who in a group may use an identity, by <c>identityAcls</c>: <c>System</c> is the platform alone; <c>User</c> and <c>All</c> let the containers' code use it.</summary>
internal static class IdentityAccess
{
    public static Place Place { get; } = Place.Root.Of("identityAcls").Of("defaultAccess");

    /// <summary>The access of identities that no entry names.</summary>
    public static Value DefaultOf(ContainerGroup group) => group.Properties["identityAcls"]["defaultAccess"];

    /// <summary>True where code may use an identity of that access, as a group without one is open to all; null where that is open.</summary>
    public static bool? IsOpenToCode(Value access)
    {
        if (access.IsMissingOrEmpty() || access.Is("All") || access.Is("User")) return true;
        return access.Is("System") ? false : null;
    }

    /// <summary>True where code in the group may use the identity; null where that is open, with the value that leaves it so.</summary>
    public static (bool? IsOpen, Value Deciding) OpenToCode(ContainerGroup group, Value identity)
    {
        Value byDefault = DefaultOf(group);
        Value entries = group.Properties["identityAcls"]["acls"];
        (bool? IsOpen, Value Deciding) answer = (IsOpenToCode(byDefault), byDefault);
        foreach (Value entry in entries.Items)
        {
            bool? isMeant = ResourceIdMatch.Compare(entry["identity"], identity);
            bool? isOpen = IsOpenToCode(entry["access"]);
            if (isMeant == true) return (isOpen, entry["access"]);
            if (isMeant is null && isOpen != answer.IsOpen) answer = (null, identity.IsUnresolved ? identity : entry["identity"]);
        }

        Value? rest = entries is ArrayValue ? entries.Rest : entries.IsMissing ? null : entries;
        return rest is null ? answer : (null, rest);
    }
}
