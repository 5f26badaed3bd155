using AciSecMon.Assessment.Documents.Secrets;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Documents.Secrets;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("PASSWORD", "password")]
    [InlineData("DB_PASSWORD", "password")]
    [InlineData("dbPassword", "password")]
    [InlineData("db.password", "password")]
    [InlineData("PGPASSWORD", "password")]
    [InlineData("MYSQL_ROOT_PASSWORD", "password")]
    [InlineData("DB_PWD", "password")]
    [InlineData("SMTP_PASS", "password")]
    [InlineData("PASSWORD2", "password")]
    [InlineData("PASSWORD_PROD", "password")]
    [InlineData("PASSWORD_HASH", "password")]
    [InlineData("SSH_PASSPHRASE", "password")]
    [InlineData("CLIENT_SECRET", "secret")]
    [InlineData("clientSecret", "secret")]
    [InlineData("SECRET", "secret")]
    [InlineData("SECRET_KEY_BASE", "key")]
    [InlineData("GITHUB_TOKEN", "token")]
    [InlineData("AccessToken", "token")]
    [InlineData("SASTOKEN", "token")]
    [InlineData("TOKEN_ENDPOINT_PASSWORD", "password")]
    [InlineData("APIKEY", "key")]
    [InlineData("API_KEY", "key")]
    [InlineData("APIKey", "key")]
    [InlineData("STORAGE_KEY", "key")]
    [InlineData("AccountKey", "key")]
    [InlineData("COSMOS_KEY", "key")]
    [InlineData("OPENAI_API_KEY_PROD", "key")]
    [InlineData("SSH_PRIVATE_KEY", "private key")]
    [InlineData("TLS_PRIVATE", "private key")]
    [InlineData("CONNECTIONSTRING", "connection string")]
    [InlineData("ConnectionStrings__Default", "connection string")]
    [InlineData("ConnectionStrings__FileStore", "connection string")]
    [InlineData("DB_CONN_STR", "connection string")]
    [InlineData("REDIS_CONNECTION_STRING", "connection string")]
    [InlineData("STORAGE_SAS", "shared access signature")]
    [InlineData("AZDO_PAT", "access token")]
    [InlineData("GCP_CREDENTIALS", "credential")]
    [InlineData("KEYVAULT_CLIENT_SECRET", "secret")]
    public void A_name_whose_noun_is_a_secret_is_a_hit(string name, string kind) =>
        Assert.Equal(new SecretName(SecretNameStrength.Secret, kind), SecretNames.Classify(name));

    [Theory]
    [InlineData("PATH")]
    [InlineData("COMPAT")]
    [InlineData("PATTERN")]
    [InlineData("KEYBOARD")]
    [InlineData("KEYBOARD_LAYOUT")]
    [InlineData("MONKEY")]
    [InlineData("TURKEY")]
    [InlineData("SASSY")]
    [InlineData("BYPASS")]
    [InlineData("COMPASS_DIRECTION")]
    [InlineData("PASSTHROUGH")]
    [InlineData("SECRETARY")]
    [InlineData("TOKENIZER")]
    [InlineData("MAX_TOKENS")]
    [InlineData("PASSWORD_POLICY")]
    [InlineData("PASSWORD_FILE")]
    [InlineData("MYSQL_ROOT_PASSWORD_FILE")]
    [InlineData("PASSWORD_LENGTH")]
    [InlineData("MIN_PASSWORD_LENGTH")]
    [InlineData("MYSQL_ALLOW_EMPTY_PASSWORDS_ENABLED")]
    [InlineData("ALLOW_EMPTY_PASSWORD")]
    [InlineData("STORAGE_KEY_NAME")]
    [InlineData("SharedAccessKeyName")]
    [InlineData("KEYVAULT_URI")]
    [InlineData("KEY_VAULT_NAME")]
    [InlineData("AZURE_KEYVAULT_SECRET")]
    [InlineData("KeyVaultKey")]
    [InlineData("PUBLIC_KEY")]
    [InlineData("SSH_PUBLIC_KEY")]
    [InlineData("PARTITION_KEY")]
    [InlineData("TOKEN_URL")]
    [InlineData("SECRET_URI")]
    [InlineData("TOKEN_ENDPOINT")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ARN")]
    [InlineData("PRIVATE_KEY_PATH")]
    [InlineData("SECRET_NAME")]
    [InlineData("TOKEN_EXPIRY")]
    [InlineData("TOKEN_EXPIRATION_SECONDS")]
    [InlineData("PRIVATE_IP")]
    [InlineData("PRIVATE_ENDPOINT_ENABLED")]
    [InlineData("CSRF_TOKEN")]
    [InlineData("CREDENTIAL_PROVIDER")]
    [InlineData("OLDPWD")]
    [InlineData("WORDPRESS_DB_HOST")]
    [InlineData("")]
    [InlineData("A")]
    public void A_name_that_only_resembles_or_describes_a_secret_is_none(string name) =>
        Assert.Equal(SecretNameStrength.None, SecretNames.Classify(name).Strength);

    [Theory]
    [InlineData("APPINSIGHTS_INSTRUMENTATIONKEY")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING")]
    [InlineData("InstrumentationKey")]
    [InlineData("KEY")]
    [InlineData("PWD")]
    public void A_name_of_something_half_public_is_weak(string name) => Assert.Equal(SecretNameStrength.Weak, SecretNames.Classify(name).Strength);

    [Fact]
    public void Case_and_separators_of_words_make_no_difference() =>
        Gen.OneOfConst("db", "password", "file", "key", "name", "api", "token", "url", "public").Array[1, 4].Sample(static words =>
        {
            SecretName snake = SecretNames.Classify(string.Join('_', words).ToUpperInvariant());
            return SecretNames.Classify(string.Join('-', words)) == snake
                && SecretNames.Classify(string.Join('.', words)) == snake
                && SecretNames.Classify(string.Concat(words.Select(static w => char.ToUpperInvariant(w[0]) + w[1..]))) == snake;
        });

    [Fact]
    public void Any_name_is_judged_without_an_error() => Gen.String[0, 300].Sample(static name => SecretNames.Classify(name).Kind is not null);
}
