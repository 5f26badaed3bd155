using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Images;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>
/// Containers that are trusted differently share a network, volumes and an identity: an own image beside one that anybody publishes, or a tool for
/// administrators beside what it administers. Microsoft's own registry is neutral.
/// </summary>
internal sealed class TrustZonesRule() : GroupRule("ACI-RUN-017")
{
    private const string Expected = "Containers of one trust in a group";

    private static readonly Place At = Place.Root.Of("containers");

    /// <summary>Tools for administrators, by the last part of the repository.</summary>
    private static readonly HashSet<string> Tools = new(StringComparer.Ordinal)
    {
        "adminer", "phpmyadmin", "pgadmin4", "pgadmin", "mongo-express", "redis-commander", "portainer", "portainer-ce", "cloudbeaver", "filebrowser", "code-server",
        "ttyd", "netshoot", "dbgate", "sqlpad",
    };

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Container? own = null;
        Container? foreign = null;
        Container? tool = null;
        Container? other = null;
        Container? openContainer = null;
        int count = 0;
        foreach (Container container in group.Containers.Items)
        {
            if (container.IsInit) continue;
            count++;
            if (!ImageRule.TryRead(container, out ImageReference? image, out _))
            {
                openContainer ??= container;
                continue;
            }

            if (Tools.Contains(image.Repository[(image.Repository.LastIndexOf('/') + 1)..])) tool ??= container;
            else other ??= container;
            if (IsOwn(image, judgement)) own ??= container;
            else if (!string.Equals(image.Registry, RegistryHosts.MicrosoftRegistry, StringComparison.Ordinal)) foreign ??= container;
        }

        Value? open = group.Containers.Rest ?? openContainer?.Image;
        if (tool is not null && other is not null)
        {
            judgement.Fail(At, tool.Image, $"{ContainerText.The(tool)} is a tool for administrators and shares the group with {ContainerText.Of(other)}.", Expected);
        }
        else if (own is not null && foreign is not null)
        {
            judgement.Fail(At, foreign.Image, $"{ContainerText.The(foreign)} comes from a registry of others and shares the group with {ContainerText.Of(own)}, which comes from your own.", Expected);
        }
        else if (open is not null && (count > 1 || group.Containers.Rest is not null))
        {
            judgement.Undecided(At, open, $"Whether the containers of the group are trusted alike could not be decided: {ValueText.WhyOpen(open)}.", "Write an image reference as image of each container.");
        }
        else
        {
            judgement.Pass(At, "The containers of the group are trusted alike.");
        }
    }

    private static bool IsOwn(ImageReference image, Judgement judgement) =>
        RegistryHosts.IsAzureRegistry(image.Host) || (!judgement.Settings.TrustedRegistries.IsEmpty && judgement.Settings.TrustedRegistries.Allows(image));
}
