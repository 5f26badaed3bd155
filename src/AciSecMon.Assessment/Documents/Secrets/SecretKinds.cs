namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>The kinds of secret that messages and evidence name. Plain words: they are read by people and stand in redaction markers.</summary>
internal static class SecretKinds
{
    public const string AccessToken = "access token";
    public const string ApplicationSecret = "application secret";
    public const string AuthorizationHeader = "authorization header";
    public const string CloudKey = "cloud access key";
    public const string ConnectionString = "connection string";
    public const string Credential = "credential";
    public const string JsonWebToken = "JSON web token";
    public const string Key = "key";
    public const string Password = "password";
    public const string PrivateKey = "private key";
    public const string RandomText = "random text";
    public const string Secret = "secret";
    public const string SharedAccessSignature = "shared access signature";
    public const string StorageAccountKey = "storage account key";
    public const string Token = "token";
    public const string UrlWithCredentials = "URL with credentials";
    public const string WebhookAddress = "webhook address";
}
