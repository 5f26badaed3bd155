using System.Management.Automation;

namespace AciSecMon.Pipeline;

/// <summary>Tells whether a cmdlet is only to show what it would do.</summary>
internal static class WhatIf
{
    private const string Parameter = "WhatIf";
    private const string Preference = "WhatIfPreference";

    /// <summary>True under -WhatIf, or where the session prefers so. Called on the pipeline's thread.</summary>
    public static bool IsAsked(PSCmdlet cmdlet)
    {
        if (!cmdlet.GetType().IsDefined(typeof(CmdletAttribute), inherit: false)) return false;
        var declared = (CmdletAttribute)Attribute.GetCustomAttribute(cmdlet.GetType(), typeof(CmdletAttribute))!;
        if (!declared.SupportsShouldProcess) return false;
        return cmdlet.MyInvocation.BoundParameters.TryGetValue(Parameter, out object? given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue(Preference));
    }
}
