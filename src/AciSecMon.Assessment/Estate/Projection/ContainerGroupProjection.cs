using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Makes the public model of a group. Where conditions decide, it shows the expression and not one of the values.</summary>
internal static class ContainerGroupProjection
{
    /// <summary>The public model of a group, with the engine's own view in it.</summary>
    /// <param name="entry">The group.</param>
    /// <param name="part">The part of the estate that it came with.</param>
    public static AciContainerGroup ToContract(GroupEntry entry, EstatePart part)
    {
        ContainerGroup group = entry.Overall;
        Value properties = group.Properties;
        int[] restarts = [.. group.Containers.Items.Select(ContainerProjection.RestartCountOf).OfType<int>()];
        return new AciContainerGroup
        {
            Name = ShownText.OfName(group.DisplayName),
            ResourceGroupName = ResourceIds.SegmentAfter(group.Scope, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(group.Scope, "subscriptions"),
            Location = ShownText.Of(group.Region),
            ResourceId = group.ResourceId,
            Kind = group.Kind,
            Sku = ShownText.Of(properties["sku"]),
            OsType = ShownText.Of(properties["osType"]),
            RestartPolicy = ShownText.Of(properties["restartPolicy"]),
            Priority = ShownText.Of(properties["priority"]),
            State = properties["instanceView"]["state"].AsText(),
            ProvisioningState = properties["provisioningState"].AsText(),
            IpAddressType = AddressTypeOf(group.IpAddress),
            IpAddress = ShownText.Of(group.IpAddress.Whole["ip"]),
            Fqdn = ShownText.Of(group.IpAddress.Whole["fqdn"]),
            DnsNameLabel = ShownText.OfFreeText(group.IpAddress.DnsNameLabel),
            DnsNameLabelScope = ShownText.Of(group.IpAddress.DnsNameLabelScope),
            Port = [.. group.IpAddress.Ports.Items.Select(ContainerProjection.ToContract)],
            SubnetId = group.Subnets.Items.Count > 0 ? ShownText.Of(group.Subnets.Items[0].Id) : group.Subnets.Rest is { } rest ? ShownText.Of(rest) : null,
            IdentityType = ShownText.Of(group.Identity.Type) ?? "None",
            IdentityId = [.. group.Identity.UserAssigned.Items.Select(ShownText.Of).OfType<string>()],
            Container = [.. group.Containers.Items.Where(static c => !c.IsInit).Select(c => ContainerProjection.ToContract(c, group))],
            InitContainer = [.. group.Containers.Items.Where(static c => c.IsInit).Select(c => ContainerProjection.ToContract(c, group))],
            Registry = [.. group.RegistryCredentials.Items.Select(c => ToContract(c, group))],
            Volume = [.. group.Volumes.Items.Select(ToContract)],
            LogDestination = LogDestinationOf(properties["diagnostics"]),
            Tag = TagsOf(group.Tags),
            Zone = [.. group.Zones.Items.Select(ShownText.Of).OfType<string>()],
            RestartCount = restarts.Length == 0 ? null : restarts.Sum(),
            SourceKind = group.Shape,
            SourceLocation = group.Location.ToContract(),
            Unresolved = UnresolvedExpressions.Of(group),
            EngineState = new EngineState(part, entry),
        };
    }

    private static AciIpAddressType AddressTypeOf(IpAddress address)
    {
        if (address.Whole.IsMissing) return AciIpAddressType.None;
        if (address.Type.Is("Public")) return AciIpAddressType.Public;
        return address.Type.Is("Private") ? AciIpAddressType.Private : AciIpAddressType.Unknown;
    }

    private static AciRegistryCredential ToContract(RegistryCredential credential, ContainerGroup group)
    {
        return new AciRegistryCredential
        {
            Server = ShownText.Of(credential.Server) ?? string.Empty,
            Kind = KindOf(credential, group),
            UserName = ShownText.OfFreeText(credential.UserName),
            IdentityId = ShownText.Of(credential.Identity),
        };
    }

    private static string KindOf(RegistryCredential credential, ContainerGroup group)
    {
        if (credential.Whole.IsUnresolved) return "Unknown";
        if (!credential.Identity.IsMissingOrEmpty()) return "Identity";
        if (!credential.PasswordReference.IsMissing) return "Reference";

        // The service gives back the user name alone where there is a password.
        bool hasPassword = !credential.Password.IsMissing || (!group.IsAuthored && !credential.UserName.IsMissing);
        return hasPassword ? "Password" : "Unknown";
    }

    private static AciVolume ToContract(Volume volume) => new()
    {
        Name = ShownText.OfName(PlaceKeys.NameOf(volume.Name)),
        Kind = KindOf(volume),
        StorageAccountName = ShownText.Of(volume.AzureFile["storageAccountName"]),
        ShareName = ShownText.Of(volume.AzureFile["shareName"]),
        ReadOnly = volume.AzureFile["readOnly"].AsBoolean(),
    };

    private static string KindOf(Volume volume)
    {
        (string Kind, Value Part)[] parts =
        [
            ("AzureFile", volume.AzureFile), ("GitRepo", volume.GitRepo), ("Secret", volume.Secret), ("SecretReference", volume.SecretReference),
            ("EmptyDir", volume.Whole["emptyDir"]),
        ];
        string[] known = [.. parts.Where(static p => !p.Part.IsMissing && !p.Part.IsUnresolved).Select(static p => p.Kind)];
        if (known.Length == 1) return known[0];

        // A part that is there and whose content is not known still says what the volume is, if it is the only one.
        string[] possible = [.. parts.Where(static p => !p.Part.IsMissing).Select(static p => p.Kind)];
        return possible.Length == 1 && !volume.Whole.IsUnresolved ? possible[0] : "Unknown";
    }

    private static string[] LogDestinationOf(Value diagnostics)
    {
        Value workspace = diagnostics["logAnalytics"];
        if (workspace.IsMissing) return [];
        Value id = workspace["workspaceResourceId"].IsMissingOrEmpty() ? workspace["workspaceId"] : workspace["workspaceResourceId"];
        return ShownText.Of(id) is { } shown ? [shown] : [];
    }

    private static Dictionary<string, string> TagsOf(Value tags)
    {
        Dictionary<string, string> shown = new(StringComparer.OrdinalIgnoreCase);
        if (tags is not ObjectValue known) return shown;
        foreach (Property tag in known.Properties) shown[ShownText.OfName(tag.Name)] = ShownText.OfNamed(tag.Name, tag.Value) ?? string.Empty;
        return shown;
    }
}
