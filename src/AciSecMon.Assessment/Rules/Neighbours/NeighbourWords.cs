using System.Globalization;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours.Logging;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Names neighbours in messages.</summary>
internal static class NeighbourWords
{
    private const int MostNames = 3;

    /// <summary>Kind and name, to begin a sentence.</summary>
    public static string NameOf(NeighbourSubject subject) => $"{WordOf(subject.Kind)} '{Documents.DisplayName.Of(subject.Name)}'";

    /// <summary>What the subject is called.</summary>
    public static string WordOf(AciSubjectType kind) => kind switch
    {
        AciSubjectType.Subnet => "Subnet",
        AciSubjectType.Registry => "Registry",
        AciSubjectType.StorageAccount => "Storage account",
        AciSubjectType.Vault => "Key vault",
        AciSubjectType.Workspace => "Workspace",
        AciSubjectType.Key => "Key",
        AciSubjectType.Identity => "Identity",
        AciSubjectType.Subscription => "Subscription",
        AciSubjectType.ContainerGroupProfile => "Container group profile",
        AciSubjectType.NGroup => "NGroup",
        AciSubjectType.Alert => "Alert",
        AciSubjectType.Image => "Image",
        _ => "Container group",
    };

    /// <summary>The action that reads a neighbour; null where there is none of its own.</summary>
    public static string? ReadActionOf(AciSubjectType kind) => kind switch
    {
        AciSubjectType.Subnet => "Microsoft.Network/virtualNetworks/read",
        AciSubjectType.Registry => "Microsoft.ContainerRegistry/registries/read",
        AciSubjectType.StorageAccount => "Microsoft.Storage/storageAccounts/read",
        AciSubjectType.Vault => "Microsoft.KeyVault/vaults/read",
        AciSubjectType.Workspace => LogDestination.WorkspaceType + "/read",
        AciSubjectType.Key => "Microsoft.KeyVault/vaults/keys/read",
        AciSubjectType.ContainerGroupProfile => "Microsoft.ContainerInstance/containerGroupProfiles/read",
        _ => null,
    };

    /// <summary>Why something was not read, as the end of a sentence.</summary>
    public static string WhyUnread(UnreadPart unread) => unread.Reason switch
    {
        UnreadReason.Refused when unread.MissingAction is { } action => $"the caller lacks {action}, or it is not there",
        UnreadReason.Refused => "the caller may not read it",
        UnreadReason.Gone => "it is not there",
        _ => "it could not be read whole",
    };

    /// <summary>The groups that lead to a neighbour, as a sentence; empty where it is one group or the subject itself.</summary>
    public static string GroupsOf(NeighbourSubject subject)
    {
        if (subject.Groups.Count < 2) return string.Empty;
        string names = string.Join(", ", subject.Groups.Take(MostNames).Select(static g => Documents.DisplayName.Of(g.DisplayName)));
        string more = subject.Groups.Count > MostNames ? $" and {(subject.Groups.Count - MostNames).ToString(CultureInfo.InvariantCulture)} more" : string.Empty;
        return $" It concerns {subject.Groups.Count.ToString(CultureInfo.InvariantCulture)} container groups: {names}{more}.";
    }
}
