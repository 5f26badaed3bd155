using Azure.Core;

namespace AciSecMon.Azure.Tests.Support;

/// <summary>Gives the same token for ever.</summary>
internal sealed class StaticCredential(string token = "token") : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
}
