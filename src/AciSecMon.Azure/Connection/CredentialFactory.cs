using System.Net;
using Azure.Core;
using Azure.Identity;

namespace AciSecMon.Azure.Connection;

/// <summary>A credential with the kind that it is.</summary>
internal sealed record ChosenCredential(AciCredentialKind Kind, TokenCredential Credential)
{
    /// <summary>True where a person has to do something to sign in.</summary>
    public bool AsksPerson => Kind is AciCredentialKind.DeviceCode or AciCredentialKind.Interactive;
}

/// <summary>Makes the credential that a request asks for; where it asks for none in particular, the candidates in their order. Never one that prompts unless asked.</summary>
internal static class CredentialFactory
{
    /// <summary>The audience of a token request: its scope without <c>/.default</c>.</summary>
    public static string AudienceOf(TokenRequestContext context) =>
        context.Scopes[0].EndsWith("/.default", StringComparison.Ordinal) ? context.Scopes[0][..^"/.default".Length] : context.Scopes[0];

    /// <summary>The credentials to try, in their order.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="cloud">The cloud to sign in to.</param>
    /// <param name="clock">Tells whether a given token is over.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static IReadOnlyList<ChosenCredential> Candidates(ConnectionRequest request, Cloud cloud, TimeProvider clock, Func<string, string?> environment)
    {
        if (request.Wire is { } wire) return [new(request.Credential, WireCredential(wire))];
        if (request.Credential != AciCredentialKind.Default) return [new(request.Credential, Make(request.Credential, request, cloud, clock))];
        var candidates = new List<ChosenCredential>(3);

        // Only where the platform announces an identity: probing the metadata address costs seconds on every other machine.
        if (environment("IDENTITY_ENDPOINT") is not null || environment("MSI_ENDPOINT") is not null) candidates.Add(new(AciCredentialKind.ManagedIdentity, Make(AciCredentialKind.ManagedIdentity, request, cloud, clock)));
        if (request.HasAzSession) candidates.Add(new(AciCredentialKind.AzurePowerShell, Make(AciCredentialKind.AzurePowerShell, request, cloud, clock)));
        candidates.Add(new(AciCredentialKind.AzureCli, Make(AciCredentialKind.AzureCli, request, cloud, clock)));
        return candidates;
    }

    private static TokenCredential Make(AciCredentialKind kind, ConnectionRequest request, Cloud cloud, TimeProvider clock) => CredentialOptions.Of(kind, request, cloud) switch
    {
        ManagedIdentityCredentialOptions options => new ManagedIdentityCredential(options),
        ClientSecretCredentialOptions options => new ClientSecretCredential(
            Need(request.TenantId, "Tenant"), Need(request.AccountId, "ApplicationId"), new NetworkCredential(string.Empty, request.ClientSecret).Password, options),
        ClientCertificateCredentialOptions options => new ClientCertificateCredential(Need(request.TenantId, "Tenant"), Need(request.AccountId, "ApplicationId"), request.Certificate, options),
        WorkloadIdentityCredentialOptions options => new WorkloadIdentityCredential(options),
        DeviceCodeCredentialOptions options => new DeviceCodeCredential(options),
        InteractiveBrowserCredentialOptions options => new InteractiveBrowserCredential(options),
        AzureCliCredentialOptions options => new AzureCliCredential(options),
        _ when kind == AciCredentialKind.AccessToken => new GivenTokenCredential(request.AccessToken, request.TenantId, cloud.Audience, clock),
        _ when kind == AciCredentialKind.AzurePowerShell => new ShellSessionCredential(request.TenantId),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No credential is made for this kind."),
    };

    private static TokenCredential WireCredential(AzureWire wire)
    {
        async ValueTask<AccessToken> GetAsync(TokenRequestContext context, CancellationToken cancellationToken)
        {
            AccessGrant grant = await wire.GetTokenAsync(AudienceOf(context), cancellationToken).ConfigureAwait(false);
            return new AccessToken(grant.Token, grant.ExpiresOn);
        }

        return DelegatedTokenCredential.Create(static (_, _) => throw new NotSupportedException("Tokens are fetched asynchronously."), GetAsync);
    }

    private static string Need(string? value, string parameter) => value ?? throw new AciProblemException(new AciProblem
    {
        Id = "AciSignInIncomplete",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"A service principal needs -{parameter}.",
        Target = parameter,
        Recommendation = $"Give -{parameter}.",
    });
}
