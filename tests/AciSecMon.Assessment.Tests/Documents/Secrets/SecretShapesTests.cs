using System.Text;
using AciSecMon.Assessment.Documents.Secrets;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Documents.Secrets;

public sealed class SecretShapesTests
{
    public static TheoryData<string> ShapeNames => [.. SecretShapes.All.Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Every_shape_of_the_table_knows_its_sample_alone_and_within_a_text(string name)
    {
        SecretShape shape = SecretShapes.All.Single(s => s.Name == name);
        string sample = SecretSamples.ByShape[name];

        Assert.True(shape.Fits(sample));
        Assert.NotNull(SecretShapes.CertainKindOf(sample));
        if (name is "storage-key-length" or "azure-devops-old" or "private-key-encoded-binary") return; // only as the whole text
        Assert.True(shape.Fits($"run --with \"{sample}\" now"));
    }

    [Fact]
    public void Shape_names_are_unique_and_each_has_a_sample()
    {
        Assert.Equal(SecretShapes.All.Count, SecretShapes.All.Select(static s => s.Name).Distinct().Count());
        Assert.Equal(SecretShapes.All.Select(static s => s.Name).Order(), SecretSamples.ByShape.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void A_shape_does_not_fit_the_beginning_of_its_sample(string name)
    {
        if (name is "private-key-pem" or "private-key-encoded-pem" or "private-key-encoded-binary" or "json-web-token") return; // the beginning alone gives these away
        string sample = SecretSamples.ByShape[name];
        Assert.False(SecretShapes.All.Single(s => s.Name == name).Fits(sample[..Math.Min(20, sample.Length / 3)]));
    }

    [Theory]
    [InlineData("Server=tcp:db.contoso.com;Database=app;User ID=app;Password=Sommer24", "connection string")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=data;AccountKey=c2VjcmV0c2VjcmV0;EndpointSuffix=core.windows.net", "connection string")]
    [InlineData("Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=c2VjcmV0c2VjcmV0", "connection string")]
    [InlineData("Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey = c2VjcmV0c2VjcmV0", "connection string")]
    [InlineData("--user=app --password=Sommer24", "password")]
    [InlineData("PGPASSWORD=Sommer24 psql -h db", "password")]
    [InlineData("{\"db\":{\"host\":\"db\",\"password\":\"Sommer24\"}}", "password")]
    [InlineData("{\\\"password\\\":\\\"Sommer24\\\"}", "password")]
    [InlineData("db:\n  host: db\n  password: Sommer24\n", "password")]
    [InlineData("https://api.contoso.com/v1?api_key=abcdef123456", "key")]
    [InlineData("app:Sommer24@tcp(db.contoso.com:3306)/app", "URL with credentials")]
    [InlineData("Basic YXBwOlNvbW1lcjI0", "authorization header")]
    public void A_secret_within_a_text_is_named_by_its_kind(string text, string kind) => Assert.Equal(kind, SecretShapes.KindOf(text));

    [Theory]
    [InlineData("UGFzc3dvcmQ9U29tbWVyMjQ7VXNlcj1hcHA=", "connection string")]
    [InlineData("cG9zdGdyZXM6Ly9hcHA6c2VjcmV0QGRiL2FwcA==", "URL with credentials")]
    public void Base64_of_plain_text_hides_nothing(string text, string kind) => Assert.Equal(kind, SecretShapes.KindOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("8080")]
    [InlineData("2024-11-04T10:20:30Z")]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("3F2504E04F8941D39A0C0305E82C3301")]
    [InlineData("/subscriptions/3f2504e0-4f89-41d3-9a0c-0305e82c3301/resourceGroups/RG1/providers/Microsoft.KeyVault/vaults/V1Prod")]
    [InlineData("vault-prod-westeurope-01.vault.azure.net")]
    [InlineData("https://vault-prod.vault.azure.net/secrets/DbPassword/0123456789abcdef0123456789abcdef")]
    [InlineData("https://user@dev.azure.com/contoso/project/_git/repo")]
    [InlineData("redis://cache.contoso.com:6379/0")]
    [InlineData("mcr.microsoft.com/azuredocs/aci-helloworld:latest")]
    [InlineData("contoso.azurecr.io/team/App-Service:Build20240101.3-Release")]
    [InlineData("contoso.azurecr.io/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b")]
    [InlineData("1.24.3-preview.20240918.1+build.5512")]
    [InlineData("/srv/App/Config2/Production/Settings.V3.json")]
    [InlineData("C:\\Program Files\\App2\\Bin64\\Settings.Json")]
    [InlineData("ContainerGroupDeploymentHandlerV2Base64Sha256")]
    [InlineData("aci-Prod-WestEurope-Frontend-Blue-2024-01")]
    [InlineData("Microsoft.ContainerInstance/containerGroups")]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7vbqajDw4o6gJy8UtmIbkcpnk app@contoso")]
    [InlineData("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0g")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa\n-----END CERTIFICATE-----")]
    [InlineData("SGVsbG8gZnJvbSB0aGUgY29udGFpbmVyLCBhbGwgaXMgd2VsbC4=")]
    [InlineData("Server=db;Password=${DB_PASSWORD};User=app")]
    [InlineData("Server=db;Password=<password>;User=app")]
    [InlineData("Server=db;Password=;User=app")]
    [InlineData("Server=db;Integrated Security=true;Persist Security Info=false")]
    [InlineData("postgres://app:${DB_PASSWORD}@db/app")]
    [InlineData("mysql -u root -p$MYSQL_PASSWORD --password-file=/run/secrets/db")]
    [InlineData("--token-expiry=3600 --password-policy=strict --max-tokens=4096")]
    [InlineData("Authorization: Bearer ${TOKEN}")]
    [InlineData("Basic usage: see the manual")]
    [InlineData("Bearer of good news")]
    [InlineData("acisecmon:redacted:password:8-15:3f9a0c12")]
    [InlineData("The quick brown fox jumps over 13 lazy dogs in Wonderland")]
    [InlineData("0 */6 * * *")]
    [InlineData("InstrumentationKey=3f2504e0-4f89-41d3-9a0c-0305e82c3301;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/")]
    [InlineData("{\"logLevel\":\"Information\",\"retries\":3,\"authority\":\"https://login.microsoftonline.com/\"}")]
    public void Harmless_texts_look_like_no_secret(string text) => Assert.Null(SecretShapes.KindOf(text));

    [Fact]
    public void Most_random_keys_are_seen_and_only_by_statistics()
    {
        int seen = Enumerable.Range(0, 500).Count(static seed => SecretShapes.KindOf(SecretSamples.Random(40, seed: seed)) == SecretKinds.RandomText);
        Assert.InRange(seen, 450, 500);
        Assert.All(Enumerable.Range(0, 500), static seed => Assert.Null(SecretShapes.CertainKindOf(SecretSamples.Random(40, seed: seed))));
    }

    [Fact]
    public void A_generated_password_with_marks_is_seen() => Assert.Equal(SecretKinds.RandomText, SecretShapes.KindOf("k7!Qz2#Lp9@Wx4$Rt8&Vb1"));

    [Fact]
    public void Any_text_is_judged_without_an_error() =>
        Gen.String[0, 400].Sample(static text => SecretShapes.KindOf(text) is null or { Length: > 0 });

    [Fact]
    public void Any_text_of_the_characters_that_scans_stop_at_is_judged_without_an_error() =>
        Gen.OneOfConst("=", ":", ";", "password", "sig", "://", "@", "eyJ", ".", "\"", "\\", " ", "MII", "-----BEGIN ", "${", "8Q~", "LS0tLS1CRUdJTi", "Basic ", "@tcp(", "\n").Array[0, 60]
            .Sample(static parts => SecretShapes.KindOf(string.Concat(parts)) is null or { Length: > 0 });

    [Fact]
    public void A_secret_behind_megabytes_of_text_is_still_seen()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) text.Append("a=b;eyJ:://x@");
        text.Append(" password=Sommer24");
        Assert.Equal(SecretKinds.ConnectionString, SecretShapes.KindOf(text.ToString()));
    }
}
