using AciSecMon.Azure.Calls;
using Azure.Core;
using Azure.Identity;

namespace AciSecMon.Azure.Connection;

/// <summary>Borrows the sign-in of the Az modules in the caller's runspace. Asked on the pipeline of the call that needs the token.</summary>
internal sealed class ShellSessionCredential(string? tenantId) : TokenCredential
{
    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Tokens are fetched asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        AccessGrant? grant = CallScope.Pipeline is { } pipeline
            ? await pipeline.RequestTokenAsync(CredentialFactory.AudienceOf(requestContext), tenantId, cancellationToken).ConfigureAwait(false)
            : null;
        return grant is null
            ? throw new CredentialUnavailableException("the Az session of this runspace gave no token")
            : new AccessToken(grant.Token, grant.ExpiresOn);
    }
}
