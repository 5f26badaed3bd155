namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>How much a name says that its value is a secret.</summary>
internal enum SecretNameStrength
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The value is sensitive and published by design in many places, such as an instrumentation key; or the name is too short to tell.</summary>
    Weak,

    /// <summary>The value is a secret unless it shows otherwise.</summary>
    Secret,
}

/// <summary>What a name says of its value.</summary>
/// <param name="Strength">How much.</param>
/// <param name="Kind">Kind of secret, one of <see cref="SecretKinds"/>; empty where there is none.</param>
internal readonly record struct SecretName(SecretNameStrength Strength, string Kind);

/// <summary>
/// Judges the names of variables, parameters and options by their words: the secret word must be the noun, so that PASSWORD and DB_PASSWORD_PROD are
/// hits, and PASSWORD_FILE, TOKEN_EXPIRY, COMPAT and KEYBOARD are none. The list follows ACI-SEC-001.
/// </summary>
internal static class SecretNames
{
    private static readonly SecretName None = new(SecretNameStrength.None, string.Empty);

    /// <summary>What that name says of its value.</summary>
    public static SecretName Classify(ReadOnlySpan<char> name)
    {
        if (name.Length < 3 || name is "PWD" or "OLDPWD" or "pwd") return name is "PWD" or "pwd" ? new(SecretNameStrength.Weak, SecretKinds.Password) : None;
        var words = new NameWords(name, stackalloc char[NameWords.LongestName], stackalloc Range[NameWords.LongestName]);

        bool hasVault = false;
        int noun = -1;
        SecretName found = None;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] is "KEYVAULT" or "KEYVAULTS" || (words[i] is "KEY" && words[i + 1] is "VAULT" or "VAULTS"))
            {
                hasVault = true;
                if (words[i] is "KEY") i++;
                continue;
            }

            SecretName word = Judge(words, i);
            if (word.Strength == SecretNameStrength.None) continue;
            found = word;
            noun = i;
        }

        if (noun < 0 || IsSwitch(words[0]) || IsDescribedAfter(words, noun, found.Kind)) return None;
        if (hasVault && found.Kind is SecretKinds.Key or SecretKinds.Secret or SecretKinds.Token && words[noun - 1] is not ("CLIENT" or "APP")) return None;
        return IsInsights(words) && found.Kind is SecretKinds.ConnectionString or SecretKinds.Key ? found with { Strength = SecretNameStrength.Weak } : found;
    }

    /// <summary>What the word at that index says, with its neighbours.</summary>
    private static SecretName Judge(NameWords words, int at) => words[at] switch
    {
        "PASSWORD" or "PASSWORDS" or "PASSWD" or "PASSWRD" or "PWD" or "PASSPHRASE" or "PASSCODE" or "PASSWORT" => Secret(SecretKinds.Password),
        "PASS" when words[at - 1] is not ("BY" or "FIRST" or "SECOND" or "MULTI") => Secret(SecretKinds.Password),
        "CONNECTIONSTRING" or "CONNECTIONSTRINGS" or "CONNSTRING" or "CONNSTR" => Secret(SecretKinds.ConnectionString),
        "STRING" or "STRINGS" or "STR" when words[at - 1] is "CONNECTION" or "CONN" => Secret(SecretKinds.ConnectionString),
        "SECRET" or "SECRETS" => Secret(SecretKinds.Secret),
        "CREDENTIAL" or "CREDENTIALS" or "CREDS" => Secret(SecretKinds.Credential),
        "SAS" => Secret(SecretKinds.SharedAccessSignature),
        "PAT" => Secret(SecretKinds.AccessToken),
        "PRIVATE" when at == words.Count - 1 || words[at + 1] is "PEM" => Secret(SecretKinds.PrivateKey),
        "TOKEN" when words[at - 1] is not ("CSRF" or "XSRF" or "NEXT" or "PAGE" or "CONTINUATION" or "SYNC" or "STOP" or "PAD" or "EOS" or "BOS") => Secret(SecretKinds.Token),
        "TOKENS" when words[at - 1] is "ACCESS" or "AUTH" or "API" or "REFRESH" => Secret(SecretKinds.Token),
        "KEY" or "KEYS" => JudgeKey(words, at),
        { Length: > 5 } word => JudgeJoined(word),
        _ => None,
    };

    /// <summary>KEY says something only as the last noun, or after a word that makes it one that unlocks.</summary>
    private static SecretName JudgeKey(NameWords words, int at)
    {
        switch (words[at - 1])
        {
            case "PUBLIC" or "PUBLISHABLE" or "PARTITION" or "SORT" or "ROUTING" or "CACHE" or "FOREIGN" or "SITE" or "IDEMPOTENCY" or "OBJECT" or "ROW"
                or "MESSAGE" or "BLOB" or "INDEX" or "SHARD" or "CONFIG" or "FIELD" or "COLUMN" or "HOT" or "SHORTCUT" or "DEDUPLICATION" or "GROUPING" or "TRACKING" or "AUTHORIZED":
                return None;
            case "PRIVATE" or "SSH":
                return Secret(SecretKinds.PrivateKey);
            case "API" or "ACCESS" or "SECRET" or "ACCOUNT" or "SHARED" or "MASTER" or "ENCRYPTION" or "SIGNING" or "AUTH" or "STORAGE" or "SUBSCRIPTION" or "ADMIN"
                or "SERVICE" or "COSMOS" or "LICENSE" or "INSTRUMENTATION" or "FUNCTION" or "JWT" or "HMAC":
                return Secret(SecretKinds.Key);
            case "":
                return at == words.Count - 1 ? new(SecretNameStrength.Weak, SecretKinds.Key) : None;
            default:
                return IsLastNoun(words, at) ? Secret(SecretKinds.Key) : None;
        }
    }

    private static bool IsLastNoun(NameWords words, int at)
    {
        for (int i = at + 1; i < words.Count; i++)
        {
            if (words[i] is not ("PROD" or "PRODUCTION" or "DEV" or "TEST" or "STAGING" or "STG" or "PRIMARY" or "SECONDARY" or "VALUE" or "BASE" or "PEM" or "JSON" or "B" or "OLD" or "NEW"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Words written together, as in PGPASSWORD. Only endings that no other word has.</summary>
    private static SecretName JudgeJoined(ReadOnlySpan<char> word) => word switch
    {
        [.., 'P', 'A', 'S', 'S', 'W', 'O', 'R', 'D'] or [.., 'P', 'A', 'S', 'S', 'W', 'D'] or [.., 'P', 'A', 'S', 'S', 'P', 'H', 'R', 'A', 'S', 'E'] => Secret(SecretKinds.Password),
        "DBPASS" or "REDISPASS" or "ROOTPASS" or "USERPASS" or "ADMINPASS" => Secret(SecretKinds.Password),
        _ when word.EndsWith("CONNECTIONSTRING", StringComparison.Ordinal) || word.EndsWith("CONNSTR", StringComparison.Ordinal) => Secret(SecretKinds.ConnectionString),
        _ when word.EndsWith("SECRET", StringComparison.Ordinal) => Secret(SecretKinds.Secret),
        _ when word.EndsWith("TOKEN", StringComparison.Ordinal) => Secret(SecretKinds.Token),
        _ when word.EndsWith("CREDENTIAL", StringComparison.Ordinal) || word.EndsWith("CREDENTIALS", StringComparison.Ordinal) => Secret(SecretKinds.Credential),
        _ when word.EndsWith("PRIVATEKEY", StringComparison.Ordinal) => Secret(SecretKinds.PrivateKey),
        _ when EndsWithJoinedKey(word) => Secret(SecretKinds.Key),
        _ => None,
    };

    private static bool EndsWithJoinedKey(ReadOnlySpan<char> word)
    {
        if (!word.EndsWith("KEY", StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> before = word[..^3];
        foreach (string opener in (ReadOnlySpan<string>)["API", "ACCESS", "SECRET", "ACCOUNT", "SHARED", "MASTER", "ENCRYPTION", "SIGNING", "AUTH", "STORAGE", "PRIMARY", "INSTRUMENTATION"])
        {
            if (before.EndsWith(opener, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>True for a first word that makes the whole a switch or a number.</summary>
    private static bool IsSwitch(ReadOnlySpan<char> word) => word is "ENABLE" or "ENABLED" or "DISABLE" or "USE" or "IS" or "HAS" or "ALLOW" or "REQUIRE" or "SKIP" or "SHOW"
        or "VALIDATE" or "NO" or "MAX" or "MIN" or "NUM" or "TOTAL" or "PUBLIC";

    /// <summary>True where a word after the secret one says that the value only speaks of the secret.</summary>
    private static bool IsDescribedAfter(NameWords words, int noun, string kind)
    {
        // What follows ConnectionStrings is the connection's own name: ConnectionStrings__FileStore.
        int first = kind == SecretKinds.ConnectionString ? Math.Max(noun + 1, words.Count - 1) : noun + 1;
        if (kind == SecretKinds.ConnectionString && words[noun] is "STRINGS" or "CONNECTIONSTRINGS") return false;
        for (int i = first; i < words.Count; i++)
        {
            if (IsDescription(words[i])) return true;
        }

        return false;
    }

    private static bool IsDescription(ReadOnlySpan<char> word) => word is
        "NAME" or "NAMES" or "ID" or "IDS" or "URL" or "URLS" or "URI" or "URIS" or "ENDPOINT" or "ENDPOINTS" or "PATH" or "FILE" or "FILENAME" or "FILEPATH" or "DIR"
        or "DIRECTORY" or "FOLDER" or "LOCATION" or "HOST" or "HOSTNAME" or "SERVER" or "PORT" or "POLICY" or "POLICIES" or "LENGTH" or "SIZE" or "COUNT" or "LIMIT" or "LIMITS"
        or "MIN" or "MAX" or "EXPIRY" or "EXPIRES" or "EXPIRATION" or "EXPIRE" or "TTL" or "TIMEOUT" or "LIFETIME" or "AGE" or "INTERVAL" or "DAYS" or "HOURS" or "MINUTES"
        or "SECONDS" or "SECS" or "MS" or "TYPE" or "VERSION" or "ALGORITHM" or "ALGO" or "ALG" or "ISSUER" or "AUDIENCE" or "SCOPE" or "SCOPES" or "HEADER" or "PREFIX"
        or "SUFFIX" or "FORMAT" or "PROVIDER" or "STORE" or "VAULT" or "ENABLED" or "DISABLED" or "REQUIRED" or "REQUIREMENTS" or "MODE" or "METHOD" or "RESET" or "ROTATION"
        or "REGION" or "SERVICE" or "USERNAME" or "USER" or "MANAGER" or "REF" or "REFERENCE" or "ARN" or "ALIAS" or "LABEL" or "DESCRIPTION" or "HINT" or "CACHE" or "ENCRYPTION"
        or "VALIDATION" or "VALIDATOR" or "VALIDATE" or "BUDGET" or "RATE" or "THROUGH" or "SELECTOR" or "FIELD" or "COLUMN" or "PARAM" or "PARAMETER" or "STRATEGY" or "AUTH" or "PUBLIC" or "IDENTIFIER"
        or "OPTIONS" or "CONFIGURATION" or "PROPERTIES" or "ASSIGNMENTS";

    private static bool IsInsights(NameWords words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] is "APPINSIGHTS" or "APPLICATIONINSIGHTS" or "INSIGHTS" or "INSTRUMENTATION" or "INSTRUMENTATIONKEY") return true;
        }

        return false;
    }

    private static SecretName Secret(string kind) => new(SecretNameStrength.Secret, kind);
}
