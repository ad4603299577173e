-- Recurses without end in every way that a script can, and has to be told so each time.
local function depth(recurse)
    local deepest = 0
    local fine, message = pcall(recurse, function() deepest = deepest + 1 end)
    assert(not fine and tostring(message):find("overflow"), message)
    return deepest
end

local ways = {
    call = function(enter) local function again() enter() return 1 + again() end again() end,
    pcall = function(enter) local function again() enter() assert(pcall(again)) end again() end,
    index = function(enter)
        local t = setmetatable({}, { __index = function(t, k) enter() return t[k .. "x"] end })
        return t.a
    end,
    concat = function(enter)
        local t = setmetatable({}, { __concat = function(a, b) enter() return a .. b end })
        return t .. t
    end,
    text = function(enter)
        local t = setmetatable({}, { __tostring = function(t) enter() return tostring(t) end })
        return tostring(t)
    end,
    sort = function(enter)
        local function again() enter() table.sort({ 3, 1, 2 }, function() again() return false end) end
        again()
    end,
    gsub = function(enter) local function again() enter() return (("a"):gsub("a", again)) end again() end,
    coroutine = function(enter)
        local function again() enter() assert(coroutine.resume(coroutine.create(again))) end
        again()
    end,
}

local found = {}
for way, recurse in pairs(ways) do
    found[#found + 1] = way .. " " .. depth(recurse)
end
table.sort(found)
print(table.concat(found, ", "))

local function nested(open, close) return (open):rep(200000) .. (close):rep(200000) end
local function chain(k) return k == 0 and {} or { chain(k - 1) } end
print(pcall(json.decode, nested("[", "]")))
print(pcall(json.encode, chain(150)))
print(load("return " .. nested("(", ")")))
print(load("return " .. ("-"):rep(200000, " ") .. "1"))
print(load(nested("do ", " end ")))
print(pcall(string.find, ("a"):rep(250000), (".-"):rep(250000) .. "b"))
print(#("x"):rep(100000):gsub(".", "%0%0"))

function tick()
    return { { unit = 0, ["do"] = "mine" } }
end
