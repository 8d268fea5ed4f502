struct Main { static func main() {} }
