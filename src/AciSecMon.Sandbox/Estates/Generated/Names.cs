using System.Globalization;
using AciSecMon.Sandbox.Services;

namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>How the resources of a made-up estate are called. Numbers have a fixed width, so that names are in their order.</summary>
internal sealed class Names(EstatePlan plan)
{
    /// <summary>Types by kind.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        DirectoryObjects.ServicePrincipal, "Microsoft.Authorization/roleDefinitions", "Microsoft.Resources/subscriptions", "Microsoft.Authorization/permissions", "Microsoft.Security/pricings",
        "Microsoft.Resources/resourceGroups", "Microsoft.Authorization/locks", "Microsoft.Authorization/roleAssignments",
        "Microsoft.ContainerInstance/containerGroups", "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Graph/users", "Microsoft.Security/locations/alerts", "Microsoft.Security/assessments", "Microsoft.Security/assessments", "Microsoft.ManagedIdentity/userAssignedIdentities",
        "Microsoft.ContainerRegistry/registries", "Microsoft.KeyVault/vaults", "Microsoft.KeyVault/vaults/keys", "Microsoft.Network/networkSecurityGroups", "Microsoft.Network/virtualNetworks",
        "Microsoft.OperationalInsights/workspaces", "Microsoft.Storage/storageAccounts",
    ];

    /// <summary>Role definitions, in the order of their ids: AcrPull, Reader, Contributor.</summary>
    public static readonly IReadOnlyList<string> Roles = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "acdd72a7-3385-48ef-bd42-f606fba81ae7", "b24988ac-6180-42a0-ab88-20f7382dd24c"];

    /// <summary>Numbers of these roles.</summary>
    public const int AcrPull = 0, Reader = 1, Contributor = 2;

    // Numbers of assignments of people begin where those of identities cannot be.
    private const int FirstGrant = 1_000_000;

    /// <summary>The number of an assignment of a person.</summary>
    public static int Grant(int number) => FirstGrant + number;

    /// <summary>Which assignment of a person it is; null for one of an identity.</summary>
    public static int? GrantOf(Place place) => place.Number >= FirstGrant ? place.Number - FirstGrant : null;

    /// <summary>Object id of a person.</summary>
    public string Person(int number) => plan.Guid("9e51", number);

    /// <summary>Defender plans, in the order of their names.</summary>
    public static readonly IReadOnlyList<string> Plans = ["Arm", "CloudPosture", "Containers", "KeyVaults", "StorageAccounts"];

    /// <summary>Id of a role definition.</summary>
    public static string Role(int number) => "/providers/Microsoft.Authorization/roleDefinitions/" + Roles[number];

    /// <summary>Id of a subscription, without its path.</summary>
    public string Subscription(int number) => plan.Guid("50b5", number);

    /// <summary>Object id of the identity of a resource group.</summary>
    public string Principal(int resourceGroup) => plan.Guid("1de0", resourceGroup);

    /// <summary>Name of a resource group.</summary>
    public static string ResourceGroup(int number) => number == Place.Platform ? "rg-platform" : Numbered("rg-app-", number);

    /// <summary>Name of a resource.</summary>
    public string Of(Place place) => place.Kind switch
    {
        Kind.Principal => Numbered("id-app-", place.Number),
        Kind.RoleDefinition => Roles[place.Number],
        Kind.Subscription => Subscription(place.Number),
        Kind.Permissions => "default",
        Kind.Pricing => Plans[place.Number],
        Kind.ResourceGroup => ResourceGroup(place.ResourceGroup),
        Kind.Lock => "keep",
        Kind.RoleAssignment when GrantOf(place) is { } grant => plan.Guid("a553", grant),
        Kind.Person => Numbered("person-", place.Number),
        Kind.Alert => Numbered("alert-", place.Number),
        Kind.Assessment => plan.Guid("a55e", place.Number),
        Kind.ImageFinding => plan.Guid("f19d", place.Number),
        Kind.RoleAssignment => plan.Guid(place.ResourceGroup == Place.Platform ? "a551" : "a552", place.Number),
        Kind.ContainerGroup => Numbered("app-", place.Number),
        Kind.DiagnosticSetting => "to-workspace",
        Kind.Identity => Numbered("id-app-", place.Number),
        Kind.SecurityGroup => "nsg-platform",
        Kind.Network => "vnet-" + Suffix(place.Number),
        Kind.Registry => "acr" + Suffix(place.Number),
        Kind.Vault => "kv-" + Suffix(place.Number),
        Kind.Key => "aci-cmk",
        Kind.Storage => "st" + Suffix(place.Number),
        _ => "log-" + Suffix(place.Number),
    };

    /// <summary>Id of a resource.</summary>
    public string IdOf(Place place)
    {
        if (place.Kind == Kind.Principal) return DirectoryObjects.IdOf(Principal(place.Number));
        if (place.Kind == Kind.Person) return DirectoryObjects.IdOf(Person(place.Number));
        if (place.Kind == Kind.RoleDefinition) return Role(place.Number);
        string scope = "/subscriptions/" + Subscription(place.Subscription);
        if (place.Kind == Kind.Subscription) return scope;
        if (place.Kind == Kind.Alert) return $"{scope}/providers/Microsoft.Security/locations/westeurope/alerts/{Of(place)}";
        if (place.Kind is not (Kind.Permissions or Kind.Pricing)) scope += "/resourceGroups/" + ResourceGroup(place.ResourceGroup);
        if (place.Kind == Kind.ResourceGroup) return scope;
        if (place.Kind == Kind.Key) return IdOf(place with { Kind = Kind.Vault }) + "/keys/" + Of(place);
        if (place.Kind == Kind.ImageFinding) scope = Shared(Kind.Registry, place.Subscription);
        if (place.Kind is Kind.DiagnosticSetting or Kind.Assessment) scope = IdOf(place with { Kind = Kind.ContainerGroup });
        return $"{scope}/providers/{Types[(int)place.Kind]}/{Of(place)}";
    }

    /// <summary>Id of what the groups of a subscription share.</summary>
    public string Shared(Kind kind, int subscription) => IdOf(new Place(kind, subscription, Place.Platform, subscription));

    // Names of registries, vaults and storage accounts are taken by all the world, so those of two estates differ.
    private string Suffix(int number) => string.Create(CultureInfo.InvariantCulture, $"{plan.Seed & 0xffff:x4}{number:d6}");

    private static string Numbered(string prefix, int number) => prefix + number.ToString("d7", CultureInfo.InvariantCulture);
}
