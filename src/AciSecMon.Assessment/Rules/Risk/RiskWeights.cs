namespace AciSecMon.Assessment.Rules.Risk;

/// <summary>
/// What the score is made of: 0 is a group of which nothing is known to be wrong, and no group has more than 100. Four facts weigh by themselves; what else
/// the rules found weighs by its severity, each rule once. What is not known weighs nothing: the score never guesses.
/// </summary>
internal static class RiskWeights
{
    public const int Most = 100;

    /// <summary>A public address: anybody can try.</summary>
    public const int PublicAddress = 20;

    /// <summary>An identity on a group with a public address: who gets in can act in Azure.</summary>
    public const int IdentityBehindPublicAddress = 15;

    /// <summary>An identity on a group that cannot be reached from the internet.</summary>
    public const int Identity = 5;

    /// <summary>Each place with a secret in clear.</summary>
    public const int ClearSecret = 10;

    /// <summary>All places with secrets in clear together.</summary>
    public const int ClearSecretsAtMost = 30;

    /// <summary>An image of a registry that is not trusted.</summary>
    public const int UntrustedImage = 15;

    /// <summary>An image whose content can change under its name.</summary>
    public const int UnpinnedImage = 3;

    /// <summary>Points of a broken rule by its severity, where no fact above stands for it.</summary>
    public static int Of(AciSeverity severity) => severity switch
    {
        AciSeverity.Critical => 25,
        AciSeverity.High => 12,
        AciSeverity.Medium => 5,
        AciSeverity.Low => 1,
        _ => 0,
    };
}
