using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Tests.Documents.Secrets;

public sealed class PlaceholdersTests
{
    [Theory]
    [InlineData("<password>")]
    [InlineData("<your storage account key>")]
    [InlineData("${DB_PASSWORD}")]
    [InlineData("$(DbPassword)")]
    [InlineData("{{ .Values.password }}")]
    [InlineData("#{DbPassword}#")]
    [InlineData("#{DbPassword}")]
    [InlineData("%DB_PASSWORD%")]
    [InlineData("__DB_PASSWORD__")]
    [InlineData("$DB_PASSWORD")]
    [InlineData("$env:DB_PASSWORD")]
    [InlineData("***")]
    [InlineData("xxxxxxxx")]
    [InlineData("your-password-here")]
    [InlineData("REPLACE_ME")]
    public void A_slot_to_be_filled_is_no_secret(string text) => Assert.True(Placeholders.IsSlot(text));

    [Theory]
    [InlineData("")]
    [InlineData("Sommer24")]
    [InlineData("$ommer24!")]
    [InlineData("${A}Sommer24${B}")]
    [InlineData("changeme")]
    [InlineData("xxl")]
    [InlineData("<")]
    public void Anything_else_is_none(string text) => Assert.False(Placeholders.IsSlot(text));

    [Theory]
    [InlineData("changeme", true)]
    [InlineData("P@ssw0rd", true)]
    [InlineData("Sommer24", false)]
    public void Well_known_passwords_are_known(string text, bool known) => Assert.Equal(known, Placeholders.IsWellKnownDefault(text));
}
