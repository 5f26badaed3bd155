using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>Which kinds of managed identity a group has; null where that is open.</summary>
/// <param name="HasSystem">True where it has an identity of its own.</param>
/// <param name="HasUser">True where identities are assigned to it.</param>
/// <param name="Deciding">The value that decided, or that left it open.</param>
internal readonly record struct AssignedIdentity(bool? HasSystem, bool? HasUser, Value Deciding)
{
    public const string Expected = "Write SystemAssigned, UserAssigned, both separated by a comma, or None as identity.type.";

    /// <summary>True where the group has any identity.</summary>
    public bool? HasAny => HasSystem | HasUser;

    public static AssignedIdentity Of(ContainerGroup group)
    {
        Value type = group.Identity.Type;
        if (type.IsMissingOrEmpty())
        {
            bool hasList = group.Identity.UserAssigned.Items.Count > 0 || group.Identity.UserAssigned.Rest is not null;
            return hasList ? new(null, null, type) : new(false, false, type);
        }

        if (type is not StringValue { Text: { } text }) return new(null, null, type);
        bool hasSystem = false;
        bool hasUser = false;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (string.Equals(part, "SystemAssigned", StringComparison.OrdinalIgnoreCase)) hasSystem = true;
            else if (string.Equals(part, "UserAssigned", StringComparison.OrdinalIgnoreCase)) hasUser = true;
            else if (!string.Equals(part, "None", StringComparison.OrdinalIgnoreCase)) return new(null, null, type);
        }

        return new(hasSystem, hasUser, type);
    }
}
