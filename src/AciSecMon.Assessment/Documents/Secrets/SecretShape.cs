namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>A form by which a text gives itself away as a secret.</summary>
/// <param name="Name">The form's own name, unique in the table.</param>
/// <param name="Kind">What kind of secret it is; one of <see cref="SecretKinds"/>.</param>
/// <param name="Fits">Whether a text has or holds that form. Linear in the length of the text.</param>
/// <param name="IsCertain">False where only statistics speak for it.</param>
internal sealed record SecretShape(string Name, string Kind, Func<string, bool> Fits, bool IsCertain = true);
