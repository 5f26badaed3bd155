using AciSecMon.Azure.Connection;
using Azure.Identity;

namespace AciSecMon.Azure.Tests.Connection;

/// <summary>A cloud with an authority of its own is signed in to without a question to the public cloud; every other is checked there.</summary>
public sealed class CredentialOptionsTests
{
    public static TheoryData<AciCredentialKind, string?, string?, bool> Authorities()
    {
        var data = new TheoryData<AciCredentialKind, string?, string?, bool>();
        foreach (AciCredentialKind kind in (AciCredentialKind[])[AciCredentialKind.ServicePrincipalSecret, AciCredentialKind.ServicePrincipalCertificate, AciCredentialKind.WorkloadIdentity, AciCredentialKind.DeviceCode, AciCredentialKind.Interactive])
        {
            data.Add(kind, null, null, false);
            data.Add(kind, "AzureChinaCloud", null, false);
            data.Add(kind, null, "https://login.microsoftonline.us/", false);
            data.Add(kind, null, "https://login.stack.example", true);
            data.Add(kind, "AzureUSGovernment", "https://adfs.stack.example/adfs", true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Authorities))]
    public void Only_an_authority_of_the_clouds_own_is_not_looked_up(AciCredentialKind kind, string? environment, string? authority, bool expected)
    {
        var request = new ConnectionRequest
        {
            Environment = environment,
            Endpoint = authority is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Authority"] = authority },
        };
        Cloud cloud = Cloud.Of(request);

        TokenCredentialOptions options = CredentialOptions.Of(kind, request, cloud)!;

        Assert.Equal(cloud.Authority, options.AuthorityHost);
        Assert.Equal(expected, options switch
        {
            ClientSecretCredentialOptions one => one.DisableInstanceDiscovery,
            ClientCertificateCredentialOptions one => one.DisableInstanceDiscovery,
            WorkloadIdentityCredentialOptions one => one.DisableInstanceDiscovery,
            DeviceCodeCredentialOptions one => one.DisableInstanceDiscovery,
            InteractiveBrowserCredentialOptions one => one.DisableInstanceDiscovery,
            _ => throw new InvalidOperationException(options.GetType().Name),
        });
    }
}
