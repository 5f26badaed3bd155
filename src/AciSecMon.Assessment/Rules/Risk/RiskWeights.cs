namespace AciSecMon.Assessment.Rules.Risk;

/// <summary>
/// What the score is made of: 0 is a group of which nothing is known to be wrong. Each reason takes its points as a share of what the others leave of 100, so that a long list of
/// small reasons, such as those that all groups of a subscription share, comes near to 100 and still orders groups that differ. Four facts weigh by themselves; what else the rules
/// found weighs by its severity, each rule once; what happened weighs more than what could, and what is wrong with a subscription as a whole less. What is not known weighs nothing: the
/// score never guesses.
/// </summary>
internal static class RiskWeights
{
    private const int Most = 100;

    // How much more somebody's deeds weigh than a door that is open.
    private const int Happened = 3;

    // How much less it weighs what all groups of a subscription have alike: it says little of which to look at first.
    private const int Shared = 3;

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

    /// <summary>The score that reasons make together.</summary>
    public static int Together(IEnumerable<int> points) =>
        (int)Math.Round(Most * (1 - points.Aggregate(1d, static (rest, reason) => rest * (Most - reason) / Most)), MidpointRounding.AwayFromZero);

    /// <summary>Points of a broken rule, where no fact above stands for it.</summary>
    /// <param name="severity">How severe it is here.</param>
    /// <param name="isDeed">Whether it tells what somebody did.</param>
    /// <param name="isShared">Whether it is on the subscription as a whole, whatever the group is like.</param>
    public static int Of(AciSeverity severity, bool isDeed, bool isShared) => isShared ? Of(severity) / Shared : Of(severity) * (isDeed ? Happened : 1);

    private static int Of(AciSeverity severity) => severity switch
    {
        AciSeverity.Critical => 35,
        AciSeverity.High => 12,
        AciSeverity.Medium => 5,
        AciSeverity.Low => 1,
        _ => 0,
    };
}
