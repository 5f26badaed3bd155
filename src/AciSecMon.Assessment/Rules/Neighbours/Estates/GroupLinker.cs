using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Neighbours.Logging;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Finds out which neighbours a group leads to. References that are not known lead nowhere: the rules on the group itself name them.</summary>
internal sealed class GroupLinker(ReferencePool pool)
{
    private const string Encryption = "encryptionProperties";

    /// <summary>Adds to a group where its diagnostic settings send to.</summary>
    public void LinkSettings(GroupNode node, IEnumerable<ObjectValue> settings)
    {
        node.AreSettingsKnown = true;
        GroupLink[] found = [.. settings.SelectMany(LogDestination.NamedBy).Select(named => new GroupLink(pool.Of(Facet.LogDestinations, named.Id, named.Name), named.Setting))];
        if (found.Length > 0) node.Links = [.. node.Links, .. found];
    }

    /// <summary>What is to be kept of a group.</summary>
    public GroupNode Link(ContainerGroup group)
    {
        List<GroupLink> links = [];
        AddSubnets(group, links);
        AddRegistries(group, links);
        AddStorage(group, links);
        AddVaults(group, links);
        AddIdentities(group, links);
        AddProfiles(group, links);
        AddAgent(group, links);
        return new GroupNode
        {
            Kind = group.Kind,
            ResourceId = group.ResourceId,
            DisplayName = group.DisplayName,
            Scope = pool.Of(group.Scope)!,
            Region = pool.Of(group.Region.AsText()),
            OpenRegion = group.Region as UnresolvedValue,
            Shape = group.Shape,
            Location = group.Location,
            PrincipalId = group.Identity.Whole["principalId"].AsText(),
            HasSystemIdentity = AssignedIdentity.Of(group).HasSystem == true,
            Links = links.Count == 0 ? [] : [.. links.Distinct()],
            Images = [.. group.Containers.Items.Select(static container => container.Image.AsText()).Where(static image => !string.IsNullOrEmpty(image)).Distinct(StringComparer.Ordinal).Select(image => pool.Of(image)!)],
            IsWindows = group.Properties["osType"].Is("Windows"),
        };
    }

    private void AddSubnets(ContainerGroup group, List<GroupLink> links)
    {
        foreach (SubnetReference subnet in group.Subnets.Items)
        {
            if (subnet.Id.AsText() is not { } id) continue;
            string? network = ResourceIds.SegmentAfter(id, "virtualNetworks");
            string? name = ResourceIds.SegmentAfter(id, "subnets");
            if (network is not null && name is not null) links.Add(new(pool.Of(Facet.Network, id, $"{network}/{name}")));
        }
    }

    private void AddRegistries(ContainerGroup group, List<GroupLink> links)
    {
        foreach (Container container in group.Containers.Items)
        {
            if (ImageRule.TryRead(container, out ImageReference? image, out _)) AddRegistry(image.Host, links);
        }

        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            if (credential.Server.AsText() is { } server) AddRegistry(CredentialLookup.RegistryOf(server), links);
        }
    }

    private void AddRegistry(string host, List<GroupLink> links)
    {
        if (RegistryHosts.IsAzureRegistry(host)) links.Add(new(pool.Of(Facet.Registries, null, host)));
    }

    private void AddStorage(ContainerGroup group, List<GroupLink> links)
    {
        foreach (Volume volume in group.Volumes.Items)
        {
            if (volume.AzureFile["storageAccountName"].AsText() is { Length: > 0 } name) links.Add(new(pool.Of(Facet.Storage, null, name)));
        }
    }

    private void AddVaults(ContainerGroup group, List<GroupLink> links)
    {
        foreach (SecretReference secret in group.SecretReferences.Items)
        {
            if (VaultOf(secret.Uri) is { } name) links.Add(new(pool.Of(Facet.Vaults, null, name)));
        }

        Value encryption = group.Properties[Encryption];
        if (VaultOf(encryption["vaultBaseUrl"]) is not { } vault) return;
        links.Add(new(pool.Of(Facet.Vaults, null, vault), LinkDetails.CustomerKey));
        if (encryption["keyName"].AsText() is { Length: > 0 } key) links.Add(new(pool.Of(Facet.Keys, null, $"{vault}/{key}"), encryption["keyVersion"].AsText()));
    }

    private void AddIdentities(ContainerGroup group, List<GroupLink> links)
    {
        Value map = group.Identity.Whole["userAssignedIdentities"];
        foreach (Value identity in group.Identity.UserAssigned.Items)
        {
            if (identity.AsText() is not { Length: > 0 } id) continue;
            links.Add(new(pool.Of(Facet.RoleAssignments, id, ResourceIds.LastSegment(id)), pool.Of((map as ObjectValue)?.Find(id)?["principalId"].AsText())));
        }
    }

    private void AddProfiles(ContainerGroup group, List<GroupLink> links)
    {
        AddProfile(group.Properties["containerGroupProfile"], links);
        if (group.Kind != AciSubjectType.NGroup) return;
        foreach (Value profile in group.Properties["containerGroupProfiles"].Items)
        {
            if (profile["resource"]["id"].AsText() is { Length: > 0 } id) links.Add(new(pool.Of(Facet.Profiles, id, ResourceIds.LastSegment(id)), profile["revision"].AsText()));
        }
    }

    private void AddProfile(Value profile, List<GroupLink> links)
    {
        if (profile["id"].AsText() is { Length: > 0 } id) links.Add(new(pool.Of(Facet.Profiles, id, ResourceIds.LastSegment(id)), profile["revision"].AsText()));
    }

    // A group names the workspace of its agent by the workspace's own id, and some by the resource too.
    private void AddAgent(ContainerGroup group, List<GroupLink> links)
    {
        Value agent = group.Properties["diagnostics"]["logAnalytics"];
        if (agent["workspaceResourceId"].AsText() is { Length: > 0 } resource) links.Add(new(pool.Of(Facet.LogDestinations, resource, ResourceIds.LastSegment(resource))));
        else if (agent["workspaceId"].AsText() is { Length: > 0 } id) links.Add(new(pool.Of(Facet.LogDestinations, null, id)));
    }

    // The first label of the host, such as contoso of https://contoso.vault.azure.net/secrets/db.
    private static string? VaultOf(Value uri) =>
        uri.AsText() is { } text && Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed) && parsed.Host.Contains('.', StringComparison.Ordinal)
            ? parsed.Host[..parsed.Host.IndexOf('.', StringComparison.Ordinal)]
            : null;
}

/// <summary>What a link says beside its reference, where it is one of a few words.</summary>
internal static class LinkDetails
{
    /// <summary>The vault holds the key that the group is encrypted with.</summary>
    public const string CustomerKey = "customer key";
}
