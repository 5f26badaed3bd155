using AciSecMon.Azure.Calls;
using Azure.Core;
using Azure.Identity;

namespace AciSecMon.Azure.Connection;

/// <summary>The options of the sign-in library for each kind of credential.</summary>
internal static class CredentialOptions
{
    /// <summary>The options of a kind; null for a kind that is none of the library's.</summary>
    public static TokenCredentialOptions? Of(AciCredentialKind kind, ConnectionRequest request, Cloud cloud)
    {
        bool isOwn = cloud.HasOwnAuthority;
        TokenCredentialOptions? options = kind switch
        {
            AciCredentialKind.ManagedIdentity => new ManagedIdentityCredentialOptions(IdentityOf(request.AccountId)),
            AciCredentialKind.ServicePrincipalSecret => new ClientSecretCredentialOptions { DisableInstanceDiscovery = isOwn },
            AciCredentialKind.ServicePrincipalCertificate => new ClientCertificateCredentialOptions { DisableInstanceDiscovery = isOwn },
            AciCredentialKind.WorkloadIdentity => Workload(request, isOwn),
            AciCredentialKind.DeviceCode => new DeviceCodeCredentialOptions
            {
                TenantId = request.TenantId,
                DeviceCodeCallback = static (code, stop) => TellAsync(code.Message, stop),
                DisableInstanceDiscovery = isOwn,
            },
            AciCredentialKind.Interactive => new InteractiveBrowserCredentialOptions { TenantId = request.TenantId, LoginHint = request.AccountId, DisableInstanceDiscovery = isOwn },
            AciCredentialKind.AzureCli => new AzureCliCredentialOptions { TenantId = request.TenantId },
            _ => null,
        };
        if (options is not null) options.AuthorityHost = cloud.Authority;
        return options;
    }

    private static WorkloadIdentityCredentialOptions Workload(ConnectionRequest request, bool isOwn)
    {
        var options = new WorkloadIdentityCredentialOptions { DisableInstanceDiscovery = isOwn };
        if (request.TenantId is { } tenant) options.TenantId = tenant;
        if (request.AccountId is { } client) options.ClientId = client;
        if (request.FederatedTokenFile is { } file) options.TokenFilePath = file;
        return options;
    }

    private static ManagedIdentityId IdentityOf(string? account)
    {
        if (string.IsNullOrEmpty(account)) return ManagedIdentityId.SystemAssigned;
        return account.StartsWith('/') ? ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(account)) : ManagedIdentityId.FromUserAssignedClientId(account);
    }

    private static async Task TellAsync(string message, CancellationToken cancellationToken)
    {
        if (CallScope.Pipeline is { } pipeline) await pipeline.WarningAsync(message, cancellationToken).ConfigureAwait(false);
    }
}
